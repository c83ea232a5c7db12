package dev.millrace.models.evaluate;

import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.rows.RowSource;
import dev.millrace.contract.support.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Scores all rows of a source with several models in one pass: features are encoded once by each
 * encoder and held batch by batch, keys, labels, cutoffs and probabilities for all rows.
 */
final class RowScorer {
  private final EncodingCounts counts;
  private final Progress progress;

  /**
   * @param counts what the encoder of the first model meets
   */
  RowScorer(EncodingCounts counts, Progress progress) {
    this.counts = counts;
    this.progress = progress;
  }

  /**
   * Reads the source once.
   *
   * @param onBatch sees the raw rows of each batch
   * @return uncalibrated, by model, in the order of the source
   */
  List<ScoredRows> score(
      String task, RowSource source, List<EncodedModel> models, Consumer<ColumnBatch> onBatch) {
    Gathered gathered = new Gathered(models.size());
    Encoder first = models.get(0).encoder();
    Map<Encoder, float[]> features = new HashMap<>();
    try (RowCursor cursor = source.cursor();
        Progress.Task reading = progress.start(task, source.rows(), "rows")) {
      while (cursor.next()) {
        ColumnBatch batch = cursor.batch();
        if (batch.rows() == 0) {
          continue;
        }
        gathered.add(cursor, batch.rows());
        features.clear();
        for (int m = 0; m < models.size(); m++) {
          float[] encoded =
              features.computeIfAbsent(
                  models.get(m).encoder(), encoder -> encode(encoder, batch, encoder == first));
          gathered.add(m, models.get(m).model().probabilities(encoded, batch.rows()), batch.rows());
        }
        onBatch.accept(batch);
        reading.advance(batch.rows());
      }
    }
    return gathered.byModel();
  }

  private float[] encode(Encoder encoder, ColumnBatch batch, boolean counted) {
    float[] features = new float[batch.rows() * encoder.width()];
    int columns = encoder.inputSchema().numColumns();
    encoder.encode(batch, features, counted ? counts : new EncodingCounts(columns));
    return features;
  }

  /** A model and what makes its features. */
  record EncodedModel(ProbabilityModel model, Encoder encoder) {}

  /** Grows with the rows. */
  private static final class Gathered {
    private static final int FIRST_CAPACITY = 4096;

    private final List<String> keys = new ArrayList<>();
    private final List<Instant> cutoffs = new ArrayList<>();
    private boolean[] positive = new boolean[FIRST_CAPACITY];
    private double[] truths = new double[FIRST_CAPACITY];
    private boolean truthIsKnown = true;
    private final double[][] probabilities;

    Gathered(int models) {
      probabilities = new double[models][FIRST_CAPACITY];
    }

    void add(RowCursor cursor, int rows) {
      if (keys.size() + rows > positive.length) {
        grow(Math.max(keys.size() + rows, 2 * positive.length));
      }
      for (int row = 0; row < rows; row++) {
        positive[keys.size()] = cursor.label(row) > 0;
        truths[keys.size()] = cursor.truth(row);
        truthIsKnown &= !Double.isNaN(truths[keys.size()]);
        keys.add(cursor.key(row));
        Instant cutoff = cursor.cutoff(row);
        if (cutoff != null) {
          cutoffs.add(cutoff);
        }
      }
    }

    /** The probabilities of the rows just added. */
    void add(int model, float[] scores, int rows) {
      int first = keys.size() - rows;
      for (int row = 0; row < rows; row++) {
        probabilities[model][first + row] = scores[row];
      }
    }

    List<ScoredRows> byModel() {
      int rows = keys.size();
      RowFacts facts =
          new RowFacts(
              List.copyOf(keys),
              Arrays.copyOf(positive, rows),
              rows > 0 && cutoffs.size() == rows ? List.copyOf(cutoffs) : null,
              rows > 0 && truthIsKnown ? Arrays.copyOf(truths, rows) : null);
      return Arrays.stream(probabilities)
          .map(scores -> ScoredRows.of(facts, Arrays.copyOf(scores, rows)))
          .toList();
    }

    private void grow(int capacity) {
      positive = Arrays.copyOf(positive, capacity);
      truths = Arrays.copyOf(truths, capacity);
      for (int m = 0; m < probabilities.length; m++) {
        probabilities[m] = Arrays.copyOf(probabilities[m], capacity);
      }
    }
  }
}
