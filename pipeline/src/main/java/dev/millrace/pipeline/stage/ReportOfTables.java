package dev.millrace.pipeline.stage;

import dev.millrace.contract.rows.CutoffText;
import dev.millrace.etl.clean.SourceQuality;
import dev.millrace.etl.feature.DroppedFeature;
import dev.millrace.etl.feature.FeatureSelection.Selection;
import dev.millrace.etl.feature.TimeTravel;
import dev.millrace.etl.text.SentimentReport;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.pipeline.recipe.Relational;
import dev.millrace.pipeline.report.RunReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run over several tables found, in the form of the report. */
final class ReportOfTables {
  private ReportOfTables() {}

  static RunReport.Relational of(Relational rows, Findings findings) {
    RelationalFindings features = findings.features;
    EvaluationFiles evaluated = findings.evaluated;
    Evaluation evaluation = evaluated == null ? null : evaluated.evaluation();
    return new RunReport.Relational(
        rows.entity(),
        rows.label(),
        findings.tables,
        before(findings.qualityBefore),
        features == null ? null : features.rows(),
        List.of(),
        features == null ? List.of() : leftOut(features.selection()),
        features == null ? List.of() : features.drift(),
        features == null ? List.of() : texts(features.texts(), rows.cutoffs().get(0)),
        evaluation == null ? List.of() : periods(evaluation),
        evaluation == null || evaluation.bestPossible() == null
            ? null
            : evaluation.bestPossible().rocAuc(),
        features == null ? null : proof(features.proof()));
  }

  private static Map<String, SourceQuality> before(List<SourceQuality> qualities) {
    Map<String, SourceQuality> before = new LinkedHashMap<>();
    qualities.forEach(quality -> before.put(quality.source(), quality));
    return before;
  }

  /** Suspicious ones that were kept are named too. */
  private static List<DroppedFeature> leftOut(Selection selection) {
    List<DroppedFeature> all = new ArrayList<>(selection.suspicious());
    selection.dropped().stream().filter(one -> !one.suspicious()).forEach(all::add);
    return all;
  }

  private static List<RunReport.TextModel> texts(List<SentimentReport> reports, Instant until) {
    return reports.stream()
        .map(
            report ->
                new RunReport.TextModel(
                    report.table() + "." + report.name(),
                    report.content() + report.discontent(),
                    until,
                    report.rocAuc()))
        .toList();
  }

  private static List<RunReport.Period> periods(Evaluation evaluation) {
    return evaluation.periods().stream()
        .map(
            period ->
                new RunReport.Period(
                    CutoffText.parse(period.cutoff()),
                    period.part(),
                    period.rows(),
                    period.positives(),
                    period.rocAuc(),
                    period.interval(),
                    period.meanProbability(),
                    period.bestRocAuc()))
        .toList();
  }

  private static RunReport.@Nullable Proof proof(TimeTravel.@Nullable Proof proof) {
    return proof == null ? null : new RunReport.Proof(proof.cutoffs(), proof.rows());
  }
}
