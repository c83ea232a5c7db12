package dev.millrace.pipeline.report;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.etl.clean.CleanReport;
import dev.millrace.etl.clean.ColumnProfile;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Importance;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All columns at a glance. */
final class ColumnsSection {
  private static final int MOST_CARDS = 80;
  private static final int MOST_IMPORTANT = 12;

  private ColumnsSection() {}

  static Optional<Section> of(RunReport report) {
    CleanReport clean = report.clean();
    FeatureContract contract = report.contract();
    if (contract == null || clean == null || clean.columns().isEmpty()) {
      return Optional.empty();
    }
    List<Block> blocks = new ArrayList<>();
    int all = clean.columns().size();
    int shown = Math.min(MOST_CARDS, all);
    double rate = ColumnCards.overallRate(clean.columns());
    blocks.add(
        new Block.Paragraph(
            reading(report, rate)
                + (shown < all
                    ? " The first %d of %d columns are drawn.".formatted(shown, all)
                    : "")));
    blocks.add(new Block.Cards(ColumnCards.of(contract, clean.columns()).subList(0, shown)));
    encoded(report).ifPresent(blocks::add);
    return Optional.of(new Section("columns", "Columns at a glance", blocks));
  }

  /** Cards of the most important features only; the others are in the table of features. */
  static Optional<Section> of(RunReport report, RunReport.Relational relational) {
    List<Block> blocks = new ArrayList<>();
    FeatureContract contract = report.contract();
    String title = "Missing values";
    if (contract != null && !relational.profiles().isEmpty()) {
      title = "The most important features at a glance";
      List<ColumnProfile> shown = mostImportant(relational.profiles(), report.evaluation());
      blocks.add(new Block.Paragraph(reading(report, ColumnCards.overallRate(shown))));
      blocks.add(new Block.Cards(ColumnCards.of(contract, shown)));
    }
    encoded(report).map(Table::fold).ifPresent(blocks::add);
    return blocks.isEmpty() ? Optional.empty() : Optional.of(new Section("columns", title, blocks));
  }

  private static List<ColumnProfile> mostImportant(
      List<ColumnProfile> profiles, @Nullable Evaluation evaluation) {
    List<String> order =
        evaluation == null
            ? List.of()
            : evaluation.importance().stream().map(Importance::column).toList();
    return profiles.stream()
        .sorted(Comparator.comparingInt(profile -> place(order, profile.column())))
        .limit(MOST_IMPORTANT)
        .toList();
  }

  private static int place(List<String> order, String column) {
    int place = order.indexOf(column);
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  private static String reading(RunReport report, double rate) {
    return "Bars are rows, dots are the share of them with %s, on one scale for all columns; the line marks the share in all rows kept, %s. Bars of very few rows have no dot. A column whose dots lie apart helps to predict."
        .formatted(Names.of(report).positive(), Words.percent(rate));
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
