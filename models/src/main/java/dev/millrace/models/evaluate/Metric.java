package dev.millrace.models.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The test metrics that have intervals, may be gated and are compared between runs. */
public enum Metric {
  ROC_AUC(Metrics::rocAuc, true),
  PR_AUC(Metrics::prAuc, true),
  LOG_LOSS(Metrics::logLoss, false),
  BRIER(Metrics::brier, false),
  PRECISION(Metrics::precision, true),
  RECALL(Metrics::recall, true),
  F1(Metrics::f1, true),
  ACCURACY(Metrics::accuracy, true),
  LIFT_TOP_DECILE(Metrics::liftTopDecile, true);

  private final ToDoubleFunction<Metrics> value;
  private final boolean higherIsBetter;

  Metric(ToDoubleFunction<Metrics> value, boolean higherIsBetter) {
    this.value = value;
    this.higherIsBetter = higherIsBetter;
  }

  /** The name in {@code metrics.json} and in recipes, for example {@code roc_auc}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public double of(Metrics metrics) {
    return value.applyAsDouble(metrics);
  }

  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** All names, in the order of {@code metrics.json}. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Metric::key).toList();
  }

  /** The metric of that exact name. */
  public static Optional<Metric> ofKey(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key().equals(key)).findFirst();
  }
}
