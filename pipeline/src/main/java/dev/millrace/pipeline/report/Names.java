package dev.millrace.pipeline.report;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Target;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Metrics;
import dev.millrace.pipeline.report.text.Words;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this run's page calls things.
 *
 * @param positive what makes a row positive, for example {@code Churn = Yes}; {@code the event}
 *     where the label is one
 * @param negative for example {@code Churn ≠ Yes}
 * @param model the network's name
 * @param confidence for example {@code 95% interval}
 */
record Names(String positive, String negative, String model, String confidence) {
  static Names of(RunReport report) {
    FeatureContract contract = report.contract();
    Target target = contract == null || report.relational() != null ? null : contract.target();
    RunReport.Training training = report.training();
    return new Names(
        target == null ? "the event" : target.column() + " = " + target.positive(),
        target == null ? "no event" : target.column() + " ≠ " + target.positive(),
        training == null ? "model" : training.model().network(),
        Words.share(report.judged().confidence()) + " interval");
  }

  /** The baselines that are not the model itself. */
  Map<String, Metrics> others(Evaluation evaluation) {
    Map<String, Metrics> others = new TreeMap<>(evaluation.baselines());
    others.remove(model);
    return others;
  }
}
