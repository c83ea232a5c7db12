package dev.millrace.pipeline.report;

import dev.millrace.models.evaluate.Evaluation;
import java.util.ArrayList;
import java.util.List;

/** All sections of a page in reading order; those with nothing to say are left out. */
final class Sections {
  private Sections() {}

  static List<Section> of(RunReport report) {
    List<Section> sections = new ArrayList<>();
    RunReport.Relational relational = report.relational();
    if (relational == null) {
      addTable(sections, report);
    } else {
      addRelational(sections, report, relational);
    }
    LearningSection.of(report).ifPresent(sections::add);
    TuningSection.of(report).ifPresent(sections::add);
    FoldsSection.of(report).ifPresent(sections::add);
    Evaluation evaluation = report.evaluation();
    if (evaluation != null) {
      addEvaluation(sections, report, evaluation);
    }
    sections.add(ProvenanceSection.of(report));
    return sections;
  }

  private static void addTable(List<Section> sections, RunReport report) {
    ReadSection.of(report).ifPresent(sections::add);
    SetAsideSection.of(report).ifPresent(sections::add);
    ColumnsSection.of(report).ifPresent(sections::add);
    SplitSection.of(report).ifPresent(sections::add);
  }

  private static void addRelational(
      List<Section> sections, RunReport report, RunReport.Relational relational) {
    SourcesSection.of(relational).ifPresent(sections::add);
    SetAsideSection.of(relational).ifPresent(sections::add);
    TimelineSection.of(report, relational).ifPresent(sections::add);
    PeriodsSection.of(report, relational).ifPresent(sections::add);
    FeaturesSection.of(report, relational).ifPresent(sections::add);
    LeftOutSection.of(report, relational).ifPresent(sections::add);
    ProofSection.of(relational).ifPresent(sections::add);
    ColumnsSection.of(report, relational).ifPresent(sections::add);
    ReadSection.of(report).ifPresent(sections::add);
  }

  private static void addEvaluation(
      List<Section> sections, RunReport report, Evaluation evaluation) {
    CurveSections.ranking(evaluation).ifPresent(sections::add);
    sections.add(CalibrationSection.of(evaluation));
    CurveSections.lift(evaluation).ifPresent(sections::add);
    sections.add(ConfusionSection.of(report, evaluation));
    DecisionSection.of(report, evaluation).ifPresent(sections::add);
    SliceSection.of(evaluation).ifPresent(sections::add);
    ImportanceSection.of(evaluation).ifPresent(sections::add);
    MistakesSection.of(report, evaluation).ifPresent(sections::add);
    sections.add(ComparisonSection.of(report, evaluation));
  }
}
