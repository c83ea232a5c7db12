package dev.millrace.pipeline.report;

import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.CalibrationReport;
import dev.millrace.pipeline.report.Block.Figures;
import dev.millrace.pipeline.report.Block.Paragraph;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.chart.CalibrationChart;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether probabilities mean what they say. */
final class CalibrationSection {
  private CalibrationSection() {}

  static Section of(Evaluation evaluation) {
    CalibrationReport calibration = evaluation.calibration();
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Paragraph(sentence(calibration)));
    if (!calibration.bins().isEmpty()) {
      blocks.add(Figures.of(CalibrationChart.of(calibration)));
    }
    if (calibration.validationLogLoss().size() > 1) {
      blocks.add(tried(calibration));
    }
    return new Section("calibration", "Calibration", blocks);
  }

  private static String sentence(CalibrationReport calibration) {
    return calibration.method().equals("none")
        ? "The network's probabilities are used as they are."
        : "The network's probabilities are corrected by %s calibration, fitted on validation rows."
            .formatted(title(calibration.method()));
  }

  private static String title(String method) {
    return method.equals("platt") ? "Platt" : method;
  }

  private static Table tried(CalibrationReport calibration) {
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
}
