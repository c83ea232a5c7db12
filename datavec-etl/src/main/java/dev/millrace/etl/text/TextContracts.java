package dev.millrace.etl.text;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.etl.feature.FeatureSpec;
import dev.millrace.etl.feature.FeatureSpec.Sentiment;
import dev.millrace.etl.feature.FeatureSpec.Topic;
import dev.millrace.etl.table.TableContract;
import dev.millrace.etl.table.TimeColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds the columns made of texts to the contracts of their tables. */
final class TextContracts {
  private final TableContract table;
  private final List<Column> columns;
  private final Map<String, TimeColumn> knownBy;

  private TextContracts(TableContract table) {
    this.table = table;
    this.columns = new ArrayList<>(table.columns());
    this.knownBy = new LinkedHashMap<>(table.knownBy());
  }

  static List<TableContract> with(List<TableContract> tables, FeatureSpec spec) {
    Map<String, TextContracts> all = new LinkedHashMap<>();
    tables.forEach(table -> all.put(table.name(), new TextContracts(table)));
    for (Sentiment sentiment : spec.sentiment()) {
      TextContracts of = named(all, sentiment.table(), "sentiment '" + sentiment.name() + "'");
      of.requireColumn(sentiment.score(), true);
      of.add(sentiment.text(), sentiment(sentiment));
    }
    for (Topic topic : spec.topics()) {
      named(all, topic.table(), "topic '" + topic.name() + "'").add(topic.text(), topic(topic));
    }
    return all.values().stream().map(TextContracts::contract).toList();
  }

  private static TextContracts named(Map<String, TextContracts> all, String table, String what) {
    TextContracts found = all.get(table);
    if (found == null) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "The "
              + what
              + " is to be made of table '"
              + table
              + "', which is not among the sources."
              + Suggestions.didYouMean(table, all.keySet()),
          "Name a source that has a contract.");
    }
    return found;
  }

  private void requireColumn(String name, boolean numeric) {
    List<String> names =
        table.columns().stream()
            .filter(column -> column.isNumeric() == numeric)
            .map(Column::name)
            .toList();
    if (!names.contains(name)) {
      throw new MillraceException(
          ErrorCode.COLUMN_NOT_FOUND,
          "Table "
              + table.name()
              + " has no "
              + (numeric ? "numeric" : "category")
              + " column '"
              + name
              + "'."
              + Suggestions.didYouMean(name, names),
          "Declare the column in the contract of the table, or name another.");
    }
  }

  /** What is made of a text is known when the text is. */
  private void add(String text, Column column) {
    requireColumn(text, false);
    if (columns.stream().anyMatch(other -> other.name().equals(column.name()))) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "Table " + table.name() + " would have two columns named '" + column.name() + "'.",
          "Give the sentiment or topic another name.");
    }
    columns.add(column);
    TimeColumn known = table.knownBy().get(text);
    if (known != null) {
      knownBy.put(column.name(), known);
    }
  }

  private static Column sentiment(Sentiment sentiment) {
    return column(
        sentiment.name(),
        ColumnType.NUMBER,
        "probability that '" + sentiment.text() + "' sounds content");
  }

  private static Column topic(Topic topic) {
    return column(
        topic.name(),
        ColumnType.BOOLEAN,
        "whether '" + topic.text() + "' mentions " + String.join(", ", topic.words()));
  }

  private static Column column(String name, ColumnType type, String description) {
    Column plain = Column.of(name, type);
    boolean probability = type == ColumnType.NUMBER;
    return new Column(
        name,
        type,
        true,
        probability ? 0.0 : null,
        probability ? 1.0 : null,
        List.of(),
        null,
        null,
        description,
        plain.numberStyle(),
        plain.formats(),
        plain.text(),
        plain.encoding());
  }

  private TableContract contract() {
    return new TableContract(
        table.name(),
        table.key(),
        table.time(),
        table.known(),
        table.fixed(),
        table.history(),
        columns,
        knownBy,
        table.references(),
        table.zone());
  }
}
