package dev.millrace.pipeline.report;

import dev.millrace.models.evaluate.EvaluateSpec.DecisionSpec;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Decision;
import dev.millrace.models.evaluate.Evaluation.Importance;
import dev.millrace.models.evaluate.Evaluation.Mistake;
import dev.millrace.pipeline.report.Block.Figures;
import dev.millrace.pipeline.report.Block.Paragraph;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.Table.Head;
import dev.millrace.pipeline.report.Table.Span;
import dev.millrace.pipeline.report.chart.DecisionChart;
import dev.millrace.pipeline.report.chart.ImportanceChart;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the model earns, what it leans on and where it errs. */
final class UseSections {
  private static final int MISTAKE_COLUMNS = 6;
  private static final int MOST_MISTAKES = 10;
  private static final int VALUE_LENGTH = 24;

  private UseSections() {}

  static Optional<Section> decision(RunReport report, Evaluation evaluation) {
    Decision decision = evaluation.decision();
    DecisionSpec spec = report.judged().decision();
    if (decision == null || spec == null || decision.curve().isEmpty()) {
      return Optional.empty();
    }
    Evaluation.Confusion c = evaluation.confusion();
    long rows = c.truePositives() + c.falsePositives() + c.trueNegatives() + c.falseNegatives();
    String sentence =
        "Contacting a row costs %s, and each contacted row with %s brings %s; at most %s of the rows can be contacted. From a probability of %s on, %s of %s are contacted, for a profit of %s (%s %s to %s)."
            .formatted(
                Words.number(spec.contactCost()),
                Names.of(report).positive(),
                Words.number(spec.valueOfASave()),
                Words.share(spec.capacity()),
                Words.metric(decision.threshold()),
                Words.count(decision.contacted()),
                Words.count(rows, "test row"),
                Words.number(decision.profit()),
                Names.of(report).confidence(),
                Words.number(decision.interval().low()),
                Words.number(decision.interval().high()));
    return Optional.of(
        Section.of(
            "decision",
            "Decision",
            new Paragraph(sentence),
            Figures.of(DecisionChart.of(decision, rows, spec.capacity()))));
  }

  static Optional<Section> importance(Evaluation evaluation) {
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

  static Optional<Section> mistakes(RunReport report, Evaluation evaluation) {
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
            "mistakes",
            "Most confident mistakes",
            new Paragraph(sentence),
            Table.of("Mistakes, worst first, with the most important columns", heads, rows)));
  }

  private static String keyName(RunReport report) {
    return report.contract().key() == null ? "Row" : report.contract().key().column();
  }

  private static List<Cell> mistake(RunReport report, Mistake mistake, List<String> columns) {
    Names names = Names.of(report);
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(mistake.key(), "code"));
    cells.add(Cell.of(mistake.label() == 1 ? names.positive() : names.negative(), "whole"));
    cells.add(Cell.of(Words.metric(mistake.probability())));
    for (String column : columns) {
      cells.add(Cell.of(Words.cut(mistake.values().getOrDefault(column, "–"), VALUE_LENGTH)));
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
