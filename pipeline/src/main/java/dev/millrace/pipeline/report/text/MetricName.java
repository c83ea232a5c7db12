package dev.millrace.pipeline.report.text;

import dev.millrace.models.evaluate.Metrics;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The metrics of {@code metrics.json}, named for people. */
public enum MetricName {
  ROC_AUC("ROC-AUC", true, Metrics::rocAuc),
  PR_AUC("PR-AUC", true, Metrics::prAuc),
  LOG_LOSS("Log-loss", false, Metrics::logLoss),
  BRIER("Brier score", false, Metrics::brier),
  PRECISION("Precision", true, Metrics::precision),
  RECALL("Recall", true, Metrics::recall),
  F1("F1", true, Metrics::f1),
  ACCURACY("Accuracy", true, Metrics::accuracy),
  LIFT_TOP_DECILE("Lift of the top tenth", true, Metrics::liftTopDecile);

  private final String title;
  private final boolean higherIsBetter;
  private final ToDoubleFunction<Metrics> value;

  MetricName(String title, boolean higherIsBetter, ToDoubleFunction<Metrics> value) {
    this.title = title;
    this.higherIsBetter = higherIsBetter;
    this.value = value;
  }

  /** The name in {@code metrics.json}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String title() {
    return title;
  }

  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  public double of(Metrics metrics) {
    return value.applyAsDouble(metrics);
  }

  /** The title of a metric of {@code metrics.json}; what is unknown stays as it is. */
  public static String titleOf(String key) {
    return named(key).map(MetricName::title).orElse(key);
  }

  private static Optional<MetricName> named(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key().equals(key)).findFirst();
  }
}
