package dev.millrace.pipeline.report;

import dev.millrace.models.evaluate.Evaluation;
import java.util.ArrayList;
import java.util.List;

/** All sections of a page in reading order; those with nothing to say are left out. */
final class Sections {
  private Sections() {}

  static List<Section> of(RunReport report) {
    List<Section> sections = new ArrayList<>();
    DataSections.read(report).ifPresent(sections::add);
    DataSections.setAside(report).ifPresent(sections::add);
    DataSections.columns(report).ifPresent(sections::add);
    DataSections.split(report).ifPresent(sections::add);
    ModelSections.learning(report).ifPresent(sections::add);
    Evaluation evaluation = report.evaluation();
    if (evaluation != null) {
      addEvaluation(sections, report, evaluation);
    }
    sections.add(ProvenanceSection.of(report));
    return sections;
  }

  private static void addEvaluation(
      List<Section> sections, RunReport report, Evaluation evaluation) {
    sections.add(ModelSections.ranking(evaluation));
    sections.add(ModelSections.calibration(evaluation));
    sections.add(ModelSections.lift(evaluation));
    sections.add(ModelSections.confusion(report, evaluation));
    UseSections.decision(report, evaluation).ifPresent(sections::add);
    SliceSection.of(evaluation).ifPresent(sections::add);
    UseSections.importance(evaluation).ifPresent(sections::add);
    UseSections.mistakes(report, evaluation).ifPresent(sections::add);
    sections.add(ComparisonSection.of(report, evaluation));
  }
}
