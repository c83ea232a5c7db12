package dev.millrace.pipeline.report;

import dev.millrace.etl.clean.CleanReport;
import dev.millrace.etl.clean.CleanReport.RuleCount;
import dev.millrace.etl.clean.CleanReport.Violation;
import dev.millrace.etl.clean.TablesReport;
import dev.millrace.etl.clean.TablesReport.TableReport;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.Table.Group;
import dev.millrace.pipeline.report.Table.Head;
import dev.millrace.pipeline.report.Table.Span;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What was set aside, and by which rules. */
final class SetAsideSection {
  private static final int VALUE_LENGTH = 40;
  private static final String RULES = "Rules broken (a row may break several)";
  private static final List<Head> RULE_HEADS =
      Table.heads("Column", "Rule", "#Rows", "#Of all rows");
  static final String EXAMPLES = "Examples, as they were written";
  private static final List<Head> EXAMPLE_HEADS = Table.heads("Column", "Rule", "Value", "#Row");

  private SetAsideSection() {}

  static Optional<Section> of(RunReport report) {
    CleanReport clean = report.clean();
    if (clean == null) {
      return Optional.empty();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(sentence(clean)));
    if (!clean.rules().isEmpty()) {
      blocks.add(Table.of(RULES, RULE_HEADS, ruleRows(clean)));
    }
    if (!clean.examples().isEmpty()) {
      blocks.add(Table.of(EXAMPLES, EXAMPLE_HEADS, exampleRows(clean)));
    }
    return Optional.of(new Section("set-aside", "What was set aside", blocks));
  }

  /** All tables together, their rules and examples grouped by table. */
  static Optional<Section> of(RunReport.Relational relational) {
    TablesReport tables = relational.tables();
    if (tables == null) {
      return Optional.empty();
    }
    List<Group> rules = groups(tables, SetAsideSection::ruleRows);
    List<Group> examples = groups(tables, SetAsideSection::exampleRows);
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(sentence(total(tables))));
    if (!rules.isEmpty()) {
      blocks.add(Table.grouped(RULES, RULE_HEADS, rules));
    }
    if (!examples.isEmpty()) {
      blocks.add(Table.grouped(EXAMPLES, EXAMPLE_HEADS, examples).fold());
    }
    return Optional.of(new Section("set-aside", "What was set aside", blocks));
  }

  private static List<Group> groups(
      TablesReport tables, Function<CleanReport, List<List<Cell>>> rows) {
    return tables.tables().stream()
        .map(table -> new Group(title(table), rows.apply(table.clean())))
        .filter(group -> !group.rows().isEmpty())
        .toList();
  }

  private static String title(TableReport table) {
    CleanReport clean = table.clean();
    return "%s: %s of %s set aside, %s"
        .formatted(
            table.table(),
            Words.count(clean.quarantined()),
            Words.count(clean.read(), "row"),
            clean.dropped() == 0
                ? "none repeated"
                : Words.count(clean.dropped()) + " repeated and left out");
  }

  private static CleanReport total(TablesReport tables) {
    List<CleanReport> all = tables.tables().stream().map(TableReport::clean).toList();
    return new CleanReport(
        all.stream().mapToLong(CleanReport::read).sum(),
        all.stream().mapToLong(CleanReport::kept).sum(),
        all.stream().mapToLong(CleanReport::quarantined).sum(),
        all.stream().mapToLong(CleanReport::dropped).sum(),
        all.stream().flatMap(clean -> clean.rules().stream()).toList(),
        List.of(),
        List.of());
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

  private static List<List<Cell>> ruleRows(CleanReport clean) {
    long most = clean.rules().stream().mapToLong(RuleCount::rows).max().orElse(1);
    return clean.rules().stream()
        .map(
            rule ->
                List.of(
                    Cell.of(columnName(rule.column())),
                    Cell.of(rule.rule()),
                    new Cell(Words.count(rule.rows()), "", Span.bar((double) rule.rows() / most)),
                    Cell.of(Words.percent(rule.rows(), clean.read()))))
        .toList();
  }

  private static List<List<Cell>> exampleRows(CleanReport clean) {
    return clean.examples().stream()
        .map(
            example ->
                List.of(
                    Cell.of(columnName(example.column())),
                    Cell.of(example.rule()),
                    value(example),
                    Cell.of(Words.count(example.row()))))
        .toList();
  }

  private static Cell value(Violation example) {
    String value = example.value();
    return value == null
        ? Cell.of("missing")
        : Cell.of("“" + Words.cut(value, VALUE_LENGTH) + "”", "code");
  }
}
