package dev.millrace.pipeline.report.text;

import dev.millrace.models.evaluate.Metric;

/** The names of metrics for people. */
public final class MetricTitle {
  private MetricTitle() {}

  public static String of(Metric metric) {
    return switch (metric) {
      case ROC_AUC -> "ROC-AUC";
      case PR_AUC -> "PR-AUC";
      case LOG_LOSS -> "Log-loss";
      case BRIER -> "Brier score";
      case PRECISION -> "Precision";
      case RECALL -> "Recall";
      case F1 -> "F1";
      case ACCURACY -> "Accuracy";
      case LIFT_TOP_DECILE -> "Lift of the top tenth";
    };
  }

  /** By its name in {@code metrics.json}; what is unknown stays as it is. */
  public static String of(String key) {
    return Metric.ofKey(key).map(MetricTitle::of).orElse(key);
  }
}
