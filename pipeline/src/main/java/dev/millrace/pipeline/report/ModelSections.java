package dev.millrace.pipeline.report;

import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.CalibrationReport;
import dev.millrace.models.evaluate.Evaluation.ChosenThreshold;
import dev.millrace.models.evaluate.Evaluation.Confusion;
import dev.millrace.models.train.LearningCurve;
import dev.millrace.pipeline.report.Block.Figures;
import dev.millrace.pipeline.report.Block.MatrixCell;
import dev.millrace.pipeline.report.Block.Paragraph;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.chart.CalibrationChart;
import dev.millrace.pipeline.report.chart.LearningCharts;
import dev.millrace.pipeline.report.chart.LiftCharts;
import dev.millrace.pipeline.report.chart.RankingCharts;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the model was trained, and how well it ranks, says probabilities and decides. */
final class ModelSections {
  private ModelSections() {}

  static Optional<Section> learning(RunReport report) {
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

  static Section ranking(Evaluation evaluation) {
    return Section.of(
        "ranking",
        "ROC and precision-recall",
        Figures.of(RankingCharts.roc(evaluation), RankingCharts.precisionRecall(evaluation)));
  }

  static Section calibration(Evaluation evaluation) {
    CalibrationReport calibration = evaluation.calibration();
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Paragraph(calibrationSentence(calibration)));
    blocks.add(Figures.of(CalibrationChart.of(calibration)));
    if (calibration.validationLogLoss().size() > 1) {
      blocks.add(calibrationsTried(calibration));
    }
    return new Section("calibration", "Calibration", blocks);
  }

  private static String calibrationSentence(CalibrationReport calibration) {
    return calibration.method().equals("none")
        ? "The network's probabilities are used as they are."
        : "The network's probabilities are corrected by %s calibration, fitted on validation rows."
            .formatted(title(calibration.method()));
  }

  private static String title(String method) {
    return method.equals("platt") ? "Platt" : method;
  }

  private static Table calibrationsTried(CalibrationReport calibration) {
    List<List<Cell>> rows =
        calibration.validationLogLoss().entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .map(
                tried ->
                    List.of(
                        Cell.of(
                            title(tried.getKey())
                                + (tried.getKey().equals(calibration.method()) ? " (used)" : "")),
                        Cell.of(Words.metric(tried.getValue()))))
            .toList();
    return Table.of(
        "Calibrations tried on validation rows",
        Table.heads("Method", "#Log-loss, cross-validated"),
        rows);
  }

  static Section lift(Evaluation evaluation) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        evaluation.liftByDecile().isEmpty()
            ? Figures.of(LiftCharts.gain(evaluation))
            : Figures.of(LiftCharts.gain(evaluation), LiftCharts.lift(evaluation.liftByDecile())));
    return new Section("lift", "Lift and gain", blocks);
  }

  static Section confusion(RunReport report, Evaluation evaluation) {
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
