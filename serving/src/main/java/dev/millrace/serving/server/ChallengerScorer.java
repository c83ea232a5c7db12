package dev.millrace.serving.server;

import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.scoring.Reason;
import dev.millrace.serving.model.ServedModel;
import io.micrometer.core.instrument.Counter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A challenger whose failures are never a client's: what it cannot score has no value, is counted,
 * and is logged the first time. Thread-safe.
 */
final class ChallengerScorer {
  private static final Logger LOG = LoggerFactory.getLogger(ChallengerScorer.class);

  private final ServedModel model;
  private final Counter failedRows;
  private final AtomicBoolean complained = new AtomicBoolean();

  ChallengerScorer(ServedModel model, Counter failedRows) {
    this.model = model;
    this.failedRows = failedRows;
  }

  ServedModel model() {
    return model;
  }

  /** Probabilities by row; all NaN where it fails. */
  double[] score(ColumnBatch rows) {
    return tried(rows, () -> model.scorer().score(rows))
        .orElseGet(
            () -> {
              double[] none = new double[rows.rows()];
              Arrays.fill(none, Double.NaN);
              return none;
            });
  }

  /** Reasons by row; empty where it fails. */
  Optional<List<List<Reason>>> reasons(ColumnBatch rows, int most) {
    return tried(rows, () -> model.scorer().reasons(rows, most));
  }

  private <T> Optional<T> tried(ColumnBatch rows, Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (RuntimeException e) {
      failedRows.increment(rows.rows());
      if (complained.compareAndSet(false, true)) {
        LOG.warn(
            "the challenger, version {}, fails; the champion answers in its place",
            model.identity().version(),
            e);
      }
      return Optional.empty();
    }
  }
}
