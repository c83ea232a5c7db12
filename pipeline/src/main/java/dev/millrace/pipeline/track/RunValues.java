package dev.millrace.pipeline.track;

import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.models.evaluate.Metric;
import dev.millrace.models.evaluate.Metrics;
import dev.millrace.models.train.FoldScores;
import dev.millrace.models.train.LearningCurve.Epoch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Findings of a run as metrics; what stands before the slash is a section of MLflow's pages. */
public final class RunValues {
  /** Intervals of the others are in {@code metrics.json}: what is compared should be found. */
  private static final Set<String> BOUNDED =
      Set.of(Metric.ROC_AUC.key(), Metric.PR_AUC.key(), Metric.LOG_LOSS.key());

  private RunValues() {}

  /** Of one epoch: {@code epoch/train_loss}, {@code epoch/validation_roc_auc}, … */
  public static Map<String, Double> of(Epoch epoch) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("epoch/train_loss", epoch.trainLoss());
    values.put("epoch/validation_log_loss", epoch.validationLogLoss());
    values.put("epoch/validation_roc_auc", epoch.validationRocAuc());
    values.put("epoch/learning_rate", epoch.learningRate());
    return values;
  }

  /** Of rows of a split: {@code test/roc_auc}, … */
  static Map<String, Double> of(String split, Metrics metrics) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Metric metric : Metric.values()) {
      values.put(split + "/" + metric.key(), metric.of(metrics));
    }
    return values;
  }

  /** Of the model on test rows, with the ends of the intervals: {@code test/roc_auc_low}, … */
  static Map<String, Double> test(Evaluation evaluation) {
    Map<String, Double> values = of("test", evaluation.test());
    evaluation.confidence().entrySet().stream()
        .filter(bound -> BOUNDED.contains(bound.getKey()))
        .forEach(bound -> bound(values, "test/" + bound.getKey(), bound.getValue()));
    values.put("test/calibration_error", evaluation.calibration().expectedCalibrationError());
    values.put("test/roc_auc_above_baseline", evaluation.againstBaseline().rocAucDifference());
    Evaluation.Decision decision = evaluation.decision();
    if (decision != null) {
      values.put("test/profit", decision.profit());
      bound(values, "test/profit", decision.interval());
      values.put("test/contacted", (double) decision.contacted());
    }
    Evaluation.BestPossible best = evaluation.bestPossible();
    if (best != null) {
      values.put("test/best_possible_roc_auc", best.rocAuc());
    }
    return values;
  }

  private static void bound(Map<String, Double> values, String name, Interval interval) {
    values.put(name + "_low", interval.low());
    values.put(name + "_high", interval.high());
  }

  static Map<String, Double> validation(Evaluation evaluation) {
    Map<String, Double> values = of("validation", evaluation.validation());
    values.put("validation/threshold", evaluation.threshold().value());
    return values;
  }

  static Map<String, Double> of(FoldScores scores) {
    return Map.of(
        "cv/roc_auc", scores.rocAuc().mean(),
        "cv/roc_auc_standard_error", scores.rocAuc().standardError(),
        "cv/log_loss", scores.logLoss().mean(),
        "cv/log_loss_standard_error", scores.logLoss().standardError());
  }

  static Map<String, Double> of(FoldScores.Fold fold) {
    return Map.of(
        "cv/fold_roc_auc", fold.rocAuc(),
        "cv/fold_log_loss", fold.logLoss());
  }

  static Map<String, Double> seconds(Map<String, Double> byStage) {
    Map<String, Double> values = new LinkedHashMap<>();
    byStage.forEach((stage, seconds) -> values.put("seconds/" + stage, seconds));
    return values;
  }
}
