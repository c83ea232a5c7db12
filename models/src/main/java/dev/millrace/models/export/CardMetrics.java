package dev.millrace.models.export;

import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Metric;
import dev.millrace.models.evaluate.Metrics;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of metrics in a model card. */
final class CardMetrics {
  private CardMetrics() {}

  /** Name, value, interval and the baseline's value of every metric. */
  static List<List<String>> rows(Evaluation evaluation) {
    @Nullable Metrics baseline =
        evaluation.baselines().get(evaluation.againstBaseline().baseline());
    return Arrays.stream(Metric.values())
        .map(
            metric ->
                List.of(
                    metric.key(),
                    ModelCard.number(metric.of(evaluation.test())),
                    ModelCard.interval(evaluation.confidence().get(metric.key())),
                    baseline == null ? "" : ModelCard.number(metric.of(baseline))))
        .toList();
  }
}
