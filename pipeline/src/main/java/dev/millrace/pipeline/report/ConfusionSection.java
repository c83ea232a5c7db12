package dev.millrace.pipeline.report;

import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.ChosenThreshold;
import dev.millrace.models.evaluate.Evaluation.Confusion;
import dev.millrace.pipeline.report.Block.MatrixCell;
import dev.millrace.pipeline.report.Block.Paragraph;
import dev.millrace.pipeline.report.text.Words;
import java.util.List;

/** What is right and wrong at the threshold. */
final class ConfusionSection {
  private ConfusionSection() {}

  static Section of(RunReport report, Evaluation evaluation) {
    Names names = Names.of(report);
    Confusion c = evaluation.confusion();
    long positives = c.truePositives() + c.falseNegatives();
    long negatives = c.trueNegatives() + c.falsePositives();
    ChosenThreshold threshold = evaluation.threshold();
    String sentence =
        "A row is flagged when its probability is at least %s, chosen on validation rows: %s. %s"
            .formatted(
                Words.metric(threshold.value()),
                threshold.rule(),
                threshold.note() == null ? "" : threshold.note());
    return Section.of(
        "confusion",
        "Right and wrong at the threshold",
        new Paragraph(sentence),
        new Block.Matrix(
            names.positive(),
            names.negative(),
            List.of(
                cell(c.truePositives(), positives, "found", true),
                cell(c.falseNegatives(), positives, "missed", false),
                cell(c.falsePositives(), negatives, "flagged wrongly", false),
                cell(c.trueNegatives(), negatives, "left alone rightly", true))));
  }

  private static MatrixCell cell(long count, long line, String meaning, boolean right) {
    return new MatrixCell(Words.count(count), Words.percent(count, line), meaning, right);
  }
}
