package dev.millrace.pipeline.report;

import dev.millrace.etl.clean.CleanReport;
import dev.millrace.etl.clean.CleanReport.RuleCount;
import dev.millrace.etl.clean.CleanReport.Violation;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.Table.Span;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was set aside, and by which rules. */
final class SetAsideSection {
  private static final int VALUE_LENGTH = 40;

  private SetAsideSection() {}

  static Optional<Section> of(RunReport report) {
    CleanReport clean = report.clean();
    if (clean == null) {
      return Optional.empty();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(sentence(clean)));
    if (!clean.rules().isEmpty()) {
      blocks.add(rules(clean));
    }
    if (!clean.examples().isEmpty()) {
      blocks.add(examples(clean));
    }
    return Optional.of(new Section("set-aside", "What was set aside", blocks));
  }

  private static String sentence(CleanReport clean) {
    if (clean.quarantined() == 0 && clean.dropped() == 0) {
      return clean.rules().isEmpty()
          ? "Nothing: all %s keep the contract.".formatted(Words.count(clean.read(), "row"))
          : "No row. Values that broke a rule count as missing.";
    }
    String copies =
        clean.dropped() == 0
            ? ""
            : " Besides, %s left out because an equal row came before."
                .formatted(are(clean.dropped(), "row"));
    return "%s set aside of %s (%s), and %s remain.%s None is lost: the quarantine table keeps each"
            .formatted(
                are(clean.quarantined(), "row"),
                Words.count(clean.read()),
                Words.percent(clean.quarantined(), clean.read()),
                Words.count(clean.kept()),
                copies)
        + " with its number, column, value and rule.";
  }

  private static String are(long count, String noun) {
    return Words.count(count, noun) + (count == 1 ? " was" : " were");
  }

  private static String columnName(String column) {
    return column.isEmpty() ? "(whole row)" : column;
  }

  private static Table rules(CleanReport clean) {
    long most = clean.rules().stream().mapToLong(RuleCount::rows).max().orElse(1);
    List<List<Cell>> rows =
        clean.rules().stream()
            .map(
                rule ->
                    List.of(
                        Cell.of(columnName(rule.column())),
                        Cell.of(rule.rule()),
                        new Cell(
                            Words.count(rule.rows()), "", Span.bar((double) rule.rows() / most)),
                        Cell.of(Words.percent(rule.rows(), clean.read()))))
            .toList();
    return Table.of(
        "Rules broken (a row may break several)",
        Table.heads("Column", "Rule", "#Rows", "#Of all rows"),
        rows);
  }

  private static Table examples(CleanReport clean) {
    List<List<Cell>> rows =
        clean.examples().stream()
            .map(
                example ->
                    List.of(
                        Cell.of(columnName(example.column())),
                        Cell.of(example.rule()),
                        value(example),
                        Cell.of(Words.count(example.row()))))
            .toList();
    return Table.of(
        "Examples, as they were written", Table.heads("Column", "Rule", "Value", "#Row"), rows);
  }

  private static Cell value(Violation example) {
    String value = example.value();
    return value == null
        ? Cell.of("missing")
        : Cell.of("“" + Words.cut(value, VALUE_LENGTH) + "”", "code");
  }
}
