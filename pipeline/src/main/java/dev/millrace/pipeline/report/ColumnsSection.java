package dev.millrace.pipeline.report;

import dev.millrace.etl.clean.CleanReport;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All columns at a glance. */
final class ColumnsSection {
  private static final int MOST_CARDS = 80;

  private ColumnsSection() {}

  static Optional<Section> of(RunReport report) {
    CleanReport clean = report.clean();
    if (clean == null || clean.columns().isEmpty()) {
      return Optional.empty();
    }
    List<Block> blocks = new ArrayList<>();
    int all = clean.columns().size();
    int shown = Math.min(MOST_CARDS, all);
    double rate = ColumnCards.overallRate(clean.columns());
    blocks.add(
        new Block.Paragraph(
            "Bars are rows, dots are the share of them with %s, on one scale for all columns; the line marks the share in all rows kept, %s. Bars of very few rows have no dot. A column whose dots lie apart helps to predict.%s"
                .formatted(
                    Names.of(report).positive(),
                    Words.percent(rate),
                    shown < all
                        ? " The first %d of %d columns are drawn.".formatted(shown, all)
                        : "")));
    blocks.add(
        new Block.Cards(ColumnCards.of(report.contract(), clean.columns()).subList(0, shown)));
    encoded(report).ifPresent(blocks::add);
    return Optional.of(new Section("columns", "Columns at a glance", blocks));
  }

  private static Optional<Table> encoded(RunReport report) {
    List<List<Cell>> rows =
        report.encoded().stream()
            .filter(column -> column.missing() + column.unseen() > 0)
            .map(
                column ->
                    List.of(
                        Cell.of(column.column()),
                        Cell.of(Words.count(column.missing())),
                        Cell.of(Words.count(column.unseen()))))
            .toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Table.of(
                "Values filled in among test rows",
                Table.heads("Column", "#Missing", "#Unseen in training rows"),
                rows));
  }
}
