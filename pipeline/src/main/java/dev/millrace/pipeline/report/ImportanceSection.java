package dev.millrace.pipeline.report;

import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Importance;
import dev.millrace.pipeline.report.Block.Figures;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.Table.Span;
import dev.millrace.pipeline.report.chart.ImportanceChart;
import dev.millrace.pipeline.report.text.Words;
import java.util.List;
import java.util.Optional;

/** Which columns the model leans on. */
final class ImportanceSection {
  private ImportanceSection() {}

  static Optional<Section> of(Evaluation evaluation) {
    List<Importance> importance = evaluation.importance();
    if (importance.isEmpty()) {
      return Optional.empty();
    }
    double most = Math.max(importance.get(0).rocAucDrop(), Double.MIN_NORMAL);
    List<List<Cell>> rows =
        importance.stream()
            .map(
                one ->
                    List.of(
                        Cell.of(one.column()),
                        new Cell(
                            Words.change(-one.rocAucDrop()),
                            "",
                            Span.bar(Math.min(1, Math.max(0, one.rocAucDrop() / most)))),
                        Cell.of("±" + Words.metric(one.deviation()))))
            .toList();
    return Optional.of(
        Section.of(
            "importance",
            "Importance",
            Figures.of(ImportanceChart.of(importance)),
            Table.of(
                    "Change of ROC-AUC when a column is shuffled",
                    Table.heads("Column", "#Change", "#Deviation"),
                    rows)
                .fold()));
  }
}
