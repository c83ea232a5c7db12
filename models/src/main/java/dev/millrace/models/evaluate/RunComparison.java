package dev.millrace.models.evaluate;

import dev.millrace.models.evaluate.Evaluation.Interval;
import java.util.Arrays;
import java.util.List;

/**
 * A run beside an earlier run of the same recipe.
 *
 * @param sameSizes whether all parts have as many rows and positives as before; where not, the data
 *     changed and so may the metrics
 * @param deltas one for each {@link Metric}
 */
public record RunComparison(String previousRun, boolean sameSizes, List<Delta> deltas) {
  public RunComparison {
    deltas = List.copyOf(deltas);
  }

  /**
   * How one metric moved.
   *
   * @param change after minus before
   * @param better whether the metric moved in its good direction
   * @param withinNoise whether the earlier value lies in the interval of the later one
   */
  public record Delta(
      String metric,
      double before,
      double after,
      double change,
      boolean better,
      boolean withinNoise) {}

  /** Compares the test metrics of two runs. */
  public static RunComparison between(RunMetrics before, RunMetrics after) {
    return new RunComparison(
        before.run(),
        before.splits().equals(after.splits()),
        Arrays.stream(Metric.values()).map(metric -> delta(metric, before, after)).toList());
  }

  private static Delta delta(Metric metric, RunMetrics before, RunMetrics after) {
    double old = metric.of(before.test());
    double now = metric.of(after.test());
    Interval interval = after.confidence().getOrDefault(metric.key(), new Interval(now, now));
    return new Delta(
        metric.key(),
        old,
        now,
        now - old,
        metric.higherIsBetter() ? now > old : now < old,
        interval.low() <= old && old <= interval.high());
  }
}
