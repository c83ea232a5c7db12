package dev.millrace.pipeline.report;

import dev.millrace.pipeline.report.Block.Figures;
import dev.millrace.pipeline.report.Block.Paragraph;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.chart.TuningCharts;
import dev.millrace.pipeline.report.text.Words;
import dev.millrace.tuning.network.Goal;
import dev.millrace.tuning.network.StudyReport;
import dev.millrace.tuning.network.StudyReport.Tried;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the model's configuration was found. */
final class TuningSection {
  private static final int SHOWN = 10;

  private TuningSection() {}

  static Optional<Section> of(RunReport report) {
    RunReport.Training training = report.training();
    StudyReport study = training == null ? null : training.study();
    if (study == null) {
      return Optional.empty();
    }
    List<List<Cell>> rows =
        study.ranked().stream().limit(SHOWN).map(trial -> row(study, trial)).toList();
    return Optional.of(
        Section.of(
            "tuning",
            "Tuning",
            new Paragraph(search(study)),
            new Paragraph(found(study)),
            new Figures(TuningCharts.of(study)),
            Table.of(
                    "The best trials",
                    Table.heads(
                        "#Trial", "#" + goal(study), "#Deviation", "#Seconds", "Parameters"),
                    rows)
                .fold()));
  }

  private static String search(StudyReport study) {
    return "%s of the sampler %s, each judged by %d-fold cross-validation on the rows before the test: %d came to their end, %d were ended early (pruner %s), %d failed. No test row was seen."
        .formatted(
            Words.count(study.trials().size(), "trial"),
            study.sampler(),
            study.folds(),
            study.count("complete"),
            study.count("pruned"),
            study.pruner(),
            study.count("failed"));
  }

  private static String found(StudyReport study) {
    Tried best = study.bestTrial();
    Tried own = study.ownTrial();
    String members =
        study.members().size() == 1
            ? ""
            : " The model is the mean of the trials "
                + study.members().stream().map(String::valueOf).collect(Collectors.joining(", "))
                + ".";
    String skipped =
        study.skipped().isEmpty()
            ? ""
            : " Passed over, since they encode otherwise or are the same again: "
                + study.skipped().stream().map(String::valueOf).collect(Collectors.joining(", "))
                + ".";
    if (study.keepsOwn()) {
      Tried leader = study.leader();
      return "The best is trial %d with %s of %s, but its folds are not better than those of the recipe's own configuration (%s) by more than twice the standard error of the difference; the own one stays."
              .formatted(leader.number(), goal(study), deviating(leader), deviating(own))
          + members
          + skipped;
    }
    if (best.number() == own.number()) {
      return "The recipe's own configuration stayed the best, with %s of %s."
              .formatted(goal(study), deviating(best))
          + members
          + skipped;
    }
    return "The best is trial %d with %s of %s; the recipe's own configuration, trial %d, has %s."
            .formatted(best.number(), goal(study), deviating(best), own.number(), deviating(own))
        + members
        + skipped;
  }

  private static String deviating(Tried trial) {
    return metric(trial.value())
        + (trial.standardError() == null ? "" : " ± " + metric(trial.standardError()));
  }

  private static List<Cell> row(StudyReport study, Tried trial) {
    return List.of(
        Cell.of(Words.count(trial.number())),
        Cell.of(metric(trial.value()), trial.number() == study.best() ? "best" : ""),
        Cell.of(trial.standardError() == null ? "–" : "±" + metric(trial.standardError())),
        Cell.of(Words.number(trial.seconds())),
        Cell.of(parameters(study, trial.parameters())));
  }

  /** In the order of the space: a file has sorted them. */
  private static String parameters(StudyReport study, Map<String, Object> values) {
    return study.parameters().stream()
        .filter(axis -> values.containsKey(axis.name()))
        .map(axis -> axis.name() + " " + brief(values.get(axis.name())))
        .collect(Collectors.joining(", "));
  }

  private static String brief(@Nullable Object value) {
    return value instanceof Double number
        ? new BigDecimal(number).round(new MathContext(3)).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  private static String metric(@Nullable Double value) {
    return value == null ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String goal(StudyReport study) {
    return study.objective() == Goal.ROC_AUC ? "ROC-AUC" : "log-loss";
  }
}
