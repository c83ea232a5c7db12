package dev.millrace.pipeline.stage;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.etl.feed.SplitCounts;
import dev.millrace.models.evaluate.RunMetrics;
import dev.millrace.models.train.LearningCurve;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.recipe.Relational;
import dev.millrace.pipeline.report.RunReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run's findings in the form of the report. */
final class ReportOfRun {
  private ReportOfRun() {}

  static RunReport of(
      Recipe recipe,
      @Nullable FeatureContract contract,
      String id,
      Instant started,
      List<StageOutcome> outcomes,
      Provenance provenance,
      Findings findings) {
    EvaluationFiles evaluated = findings.evaluated;
    return new RunReport(
        new RunReport.Run(
            recipe.name(),
            id,
            started,
            outcomes.stream()
                .map(
                    stage ->
                        new RunReport.Stage(stage.stage().label(), stage.seconds(), stage.cached()))
                .toList(),
            recipe.seed(),
            provenance.backend() == null ? "not started" : provenance.backend(),
            provenance.gitCommit(),
            provenance.versions()),
        findings.landed,
        contract,
        recipe.evaluate(),
        findings.clean,
        split(recipe, findings.split),
        training(findings),
        evaluated == null ? null : evaluated.evaluation(),
        evaluated == null ? List.of() : counts(evaluated),
        previous(findings.previous),
        evaluated == null ? stopped(findings.stopped) : null,
        recipe.rows() instanceof Relational rows ? ReportOfTables.of(rows, findings) : null);
  }

  private static RunReport.@Nullable Split split(Recipe recipe, @Nullable SplitCounts counts) {
    return counts == null
        ? null
        : new RunReport.Split(
            recipe.split(), part(counts.train()), part(counts.validation()), part(counts.test()));
  }

  private static RunReport.Part part(SplitCounts.Rows rows) {
    return new RunReport.Part(rows.rows(), rows.positives());
  }

  private static RunReport.@Nullable Training training(Findings findings) {
    LearningCurve model = findings.curve;
    EvaluationFiles evaluated = findings.evaluated;
    return model == null
        ? null
        : new RunReport.Training(
            model,
            findings.baselineCurve,
            evaluated == null ? null : evaluated.folds(),
            findings.study);
  }

  private static List<RunReport.ColumnCounts> counts(EvaluationFiles evaluated) {
    return evaluated.encoded().stream()
        .map(count -> new RunReport.ColumnCounts(count.column(), count.missing(), count.unseen()))
        .toList();
  }

  private static RunReport.@Nullable PreviousRun previous(@Nullable RunMetrics metrics) {
    return metrics == null ? null : new RunReport.PreviousRun(metrics.run(), metrics.test());
  }

  private static @Nullable String stopped(@Nullable MillraceException reason) {
    return reason == null ? null : reason.getMessage() + " " + reason.hint();
  }
}
