package dev.millrace.pipeline.report;

import dev.millrace.models.train.LearningCurve;
import dev.millrace.pipeline.report.Block.Figures;
import dev.millrace.pipeline.report.Block.Paragraph;
import dev.millrace.pipeline.report.chart.LearningCharts;
import dev.millrace.pipeline.report.text.Words;
import java.util.Optional;

/** How training went. */
final class LearningSection {
  private LearningSection() {}

  static Optional<Section> of(RunReport report) {
    RunReport.Training training = report.training();
    if (training == null || training.model().epochs().isEmpty()) {
      return Optional.empty();
    }
    LearningCurve model = training.model();
    double seconds = model.epochs().stream().mapToDouble(LearningCurve.Epoch::seconds).sum();
    String sentence =
        "Network %s ran %s in %s; it ended because: %s."
            .formatted(
                model.network(),
                Words.count(model.epochs().size(), "epoch"),
                Words.seconds(seconds),
                withoutStop(model.stopped()));
    return Optional.of(
        Section.of(
            "learning",
            "Learning curves",
            new Paragraph(sentence),
            Figures.of(
                LearningCharts.loss(model, training.baseline()),
                LearningCharts.rocAuc(model, training.baseline()))));
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
