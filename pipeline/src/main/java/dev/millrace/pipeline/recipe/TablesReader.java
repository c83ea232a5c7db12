package dev.millrace.pipeline.recipe;

import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.TextRule;
import dev.millrace.etl.clean.CleanPolicy;
import dev.millrace.etl.clean.TableRules;
import dev.millrace.etl.table.Reference;
import dev.millrace.etl.table.TableContract;
import dev.millrace.etl.table.TimeColumn;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code clean}: the contract of each source of a recipe with several of them. */
final class TablesReader {
  private static final List<String> TIME_TYPES = List.of("timestamp", "date");

  private final Problems problems;
  private final EncodeDefaults encode;
  private final Set<String> sources;

  /**
   * @param sources names of the recipe's sources
   */
  TablesReader(Problems problems, EncodeDefaults encode, Set<String> sources) {
    this.problems = problems;
    this.encode = encode;
    this.sources = sources;
  }

  /** The tables by name, in the recipe's order; those with problems may be incomplete. */
  List<TableRules> read(Fields recipe) {
    String expected = "a contract for each source, like 'customers: {key: id, columns: {…}}'";
    recipe.required("clean", expected);
    Map<String, Node.Entry> entries = recipe.entries("clean", expected);
    List<TableRules> tables = new ArrayList<>();
    entries.forEach(
        (name, entry) -> {
          if (!sources.contains(name)) {
            problems.add(
                entry.keyPlace(),
                "'clean': there is no source '%s'; expected one of %s.%s"
                    .formatted(
                        name, String.join(", ", sources), Suggestions.didYouMean(name, sources)));
          }
          tables.add(table(name, new Fields(entry.value(), Keys.TABLE, "clean." + name, problems)));
        });
    return tables;
  }

  private TableRules table(String name, Fields fields) {
    Map<String, TimeColumn> knownBy = new LinkedHashMap<>();
    List<Key> key = key(fields);
    boolean fixed = fields.flag("fixed", false);
    TimeColumn time = time(fields, "time");
    if (fixed && time != null) {
      fields.problem("fixed", "'fixed': a table that has a 'time' is not fixed");
    }
    if (time == null && fields.has("known")) {
      fields.problem("known", "'known' says when a row became known that happened at 'time'");
    }
    boolean history = fields.flag("history", false);
    if (history && (key.isEmpty() || time == null)) {
      fields.problem("history", "'history' needs a 'key' and a 'time'");
    }
    TableContract contract =
        new TableContract(
            name,
            key,
            time,
            time(fields, "known"),
            fixed,
            history,
            columns(fields, knownBy),
            knownBy,
            references(fields),
            zone(fields));
    CleanPolicy policy = new RowsReader(fields).policy(key.isEmpty() ? null : key.get(0));
    return new TableRules(contract, policy);
  }

  private static List<Key> key(Fields fields) {
    Node node = fields.node("key");
    if (node == null) {
      return List.of();
    }
    if (node instanceof Node.Mapping) {
      Fields key = fields.child("key", Keys.TABLE_KEY);
      List<TextRule> rules = ColumnReader.textRules(key, List.of(TextRule.TRIM), false);
      key.required("column", "the column that identifies a row, or a list of them");
      return key.texts("column", List.of()).stream().map(c -> new Key(c, rules)).toList();
    }
    return fields.texts("key", List.of()).stream().map(Key::of).toList();
  }

  private static @Nullable TimeColumn time(Fields fields, String key) {
    Node node = fields.node(key);
    if (node == null) {
      return null;
    }
    if (!(node instanceof Node.Mapping)) {
      String column = fields.text(key);
      return column == null ? null : new TimeColumn(column, ColumnType.TIMESTAMP, List.of());
    }
    Fields time = fields.child(key, Keys.TIME);
    ColumnType type =
        time.choice("type", TIME_TYPES).equals("date") ? ColumnType.DATE : ColumnType.TIMESTAMP;
    return new TimeColumn(
        time.requiredText("column", "the column that says when"),
        type,
        Patterns.checkedFormats(time, "formats", type));
  }

  private List<Column> columns(Fields fields, Map<String, TimeColumn> knownBy) {
    String expected = "a name for each column, like 'minutes: {type: number, min: 0}'";
    List<Column> columns = new ArrayList<>();
    fields
        .entries("columns", expected)
        .forEach(
            (name, entry) -> {
              if (name.isBlank() || name.startsWith("__")) {
                problems.add(
                    entry.keyPlace(),
                    "'%s': a column name is not blank and does not begin with '__'"
                        .formatted(name));
              }
              String where = fields.below("columns") + "." + name;
              Fields column = new Fields(entry.value(), Keys.TABLE_COLUMN, where, problems);
              columns.add(new ColumnReader(name, column).read(encode));
              TimeColumn known = time(column, "known");
              if (known != null) {
                knownBy.put(name, known);
              }
            });
    return columns;
  }

  private List<Reference> references(Fields fields) {
    List<Reference> references = new ArrayList<>();
    fields
        .entries("references", "tables by column, like 'customer: customers'")
        .forEach(
            (column, entry) -> {
              if (entry.value() instanceof Node.Mapping) {
                String where = fields.below("references") + "." + column;
                Fields reference = new Fields(entry.value(), Keys.REFERENCE, where, problems);
                references.add(
                    new Reference(
                        column,
                        reference.requiredText("table", "the table whose key the column holds"),
                        reference.flag("required", true)));
              } else {
                fields
                    .values()
                    .text(column, entry.value())
                    .ifPresent(table -> references.add(new Reference(column, table, true)));
              }
            });
    return references;
  }

  private static ZoneId zone(Fields fields) {
    String zone = fields.text("zone");
    if (zone == null) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      fields.problem(
          "zone", "'zone': expected a time zone like Europe/Berlin, but found '" + zone + "'");
      return ZoneOffset.UTC;
    }
  }
}
