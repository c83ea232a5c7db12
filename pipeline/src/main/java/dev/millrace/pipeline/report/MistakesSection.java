package dev.millrace.pipeline.report;

import dev.millrace.contract.feature.Key;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Importance;
import dev.millrace.models.evaluate.Evaluation.Mistake;
import dev.millrace.pipeline.report.Block.Paragraph;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.Table.Head;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the model was surest and wrong. */
final class MistakesSection {
  static final String ID = "mistakes";

  private static final int MISTAKE_COLUMNS = 6;
  private static final int MOST_MISTAKES = 10;
  private static final int VALUE_LENGTH = 32;
  private static final int UNBROKEN_LENGTH = 16;

  private MistakesSection() {}

  static Optional<Section> of(RunReport report, Evaluation evaluation) {
    if (evaluation.mistakes().isEmpty()) {
      return Optional.empty();
    }
    List<String> columns = mistakeColumns(evaluation);
    List<Head> heads =
        new ArrayList<>(
            List.of(Head.of(keyName(report)), Head.of("Truth"), Head.number("Probability")));
    columns.forEach(column -> heads.add(Head.of(column)));
    List<List<Cell>> rows =
        evaluation.mistakes().stream()
            .limit(MOST_MISTAKES)
            .map(mistake -> mistake(report, mistake, columns))
            .toList();
    String sentence =
        "The test rows on which the model was surest and wrong. They often show a slip in the data, or a cause that no column tells.";
    return Optional.of(
        Section.of(
            ID,
            "Most confident mistakes",
            new Paragraph(sentence),
            Table.of("Mistakes, worst first, with the most important columns", heads, rows)));
  }

  private static String keyName(RunReport report) {
    Key key = report.contract() == null ? null : report.contract().key();
    return key == null ? "Row" : key.column();
  }

  private static List<Cell> mistake(RunReport report, Mistake mistake, List<String> columns) {
    Names names = Names.of(report);
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(mistake.key(), "code"));
    cells.add(Cell.of(mistake.label() == 1 ? names.positive() : names.negative(), "whole"));
    cells.add(Cell.of(Words.metric(mistake.probability())));
    for (String column : columns) {
      String value = Words.cut(mistake.values().getOrDefault(column, "–"), VALUE_LENGTH);
      cells.add(Cell.of(value, value.length() <= UNBROKEN_LENGTH ? "whole" : ""));
    }
    return cells;
  }

  /** The most important columns; without importance, the first ones. */
  private static List<String> mistakeColumns(Evaluation evaluation) {
    List<String> known =
        evaluation.importance().isEmpty()
            ? evaluation.mistakes().get(0).values().keySet().stream().sorted().toList()
            : evaluation.importance().stream().map(Importance::column).toList();
    return known.stream().limit(MISTAKE_COLUMNS).toList();
  }
}
