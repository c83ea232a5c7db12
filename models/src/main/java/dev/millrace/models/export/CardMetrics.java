package dev.millrace.models.export;

import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The table of metrics in a model card. */
final class CardMetrics {
  private static final Map<String, ToDoubleFunction<Metrics>> SHOWN = new LinkedHashMap<>();

  static {
    SHOWN.put("roc_auc", Metrics::rocAuc);
    SHOWN.put("pr_auc", Metrics::prAuc);
    SHOWN.put("log_loss", Metrics::logLoss);
    SHOWN.put("brier", Metrics::brier);
    SHOWN.put("precision", Metrics::precision);
    SHOWN.put("recall", Metrics::recall);
    SHOWN.put("f1", Metrics::f1);
    SHOWN.put("accuracy", Metrics::accuracy);
    SHOWN.put("lift_top_decile", Metrics::liftTopDecile);
  }

  private CardMetrics() {}

  /** Name, value, interval and the baseline's value of every metric. */
  static List<List<String>> rows(Evaluation evaluation) {
    @Nullable Metrics baseline = evaluation.baselines().get("logistic");
    List<List<String>> rows = new ArrayList<>();
    SHOWN.forEach(
        (name, metric) ->
            rows.add(
                List.of(
                    name,
                    ModelCard.number(metric.applyAsDouble(evaluation.test())),
                    ModelCard.interval(evaluation.confidence().get(name)),
                    baseline == null ? "" : ModelCard.number(metric.applyAsDouble(baseline)))));
    return rows;
  }
}
