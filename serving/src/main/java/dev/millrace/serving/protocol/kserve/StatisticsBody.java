package dev.millrace.serving.protocol.kserve;

import dev.millrace.serving.request.ModelIdentity;
import java.time.Instant;
import java.util.List;

/** Statistics in the words of the extension. */
record StatisticsBody(List<Model> modelStats) {
  /** Times of day are milliseconds since 1970, 0 for never. */
  record Model(
      String name,
      String version,
      long lastInference,
      long inferenceCount,
      long executionCount,
      Stages inferenceStats,
      List<Object> batchStats) {

    static Model of(ModelIdentity model, ModelStatistics statistics) {
      Instant last = statistics.lastInference();
      return new Model(
          model.name(),
          model.version(),
          last == null ? 0 : last.toEpochMilli(),
          statistics.rows(),
          statistics.batches(),
          Stages.of(statistics),
          List.of());
    }
  }

  record Stages(
      Spent success,
      Spent fail,
      Spent queue,
      Spent computeInput,
      Spent computeInfer,
      Spent computeOutput) {
    static Stages of(ModelStatistics statistics) {
      return new Stages(
          Spent.of(statistics.success()),
          Spent.of(statistics.fail()),
          Spent.of(statistics.queue()),
          Spent.of(statistics.read()),
          Spent.of(statistics.score()),
          new Spent(0, 0));
    }
  }

  record Spent(long count, long ns) {
    static Spent of(ModelStatistics.Timing timing) {
      return new Spent(timing.count(), timing.total().toNanos());
    }
  }
}
