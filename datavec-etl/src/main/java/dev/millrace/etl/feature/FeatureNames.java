package dev.millrace.etl.feature;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes definitions in the language of recipes. */
final class FeatureNames {
  /** Words of the language; a table or column of such a name is quoted. */
  private static final Set<String> WORDS = Set.of("where", "in", "x", "cutoff");

  private FeatureNames() {}

  static String of(FeatureDefinition.Aggregate aggregate) {
    StringBuilder name = new StringBuilder(aggregate.function().toString()).append('(');
    name.append(rows(aggregate.table(), aggregate.column(), aggregate.filter()));
    if (aggregate.window() != null) {
      name.append(", ").append(aggregate.window());
    }
    return name.append(')').toString();
  }

  static String rows(String table, @Nullable String column, @Nullable Filter filter) {
    return (column == null ? table(table) : column(table, column)) + where(filter);
  }

  static String column(String table, String column) {
    return table(table) + "." + quotedName(column);
  }

  static String table(String table) {
    return quotedName(table);
  }

  private static String quotedName(String name) {
    boolean plain = FeatureTokens.isPlain(name) && !WORDS.contains(name.toLowerCase(Locale.ROOT));
    return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String where(@Nullable Filter filter) {
    if (filter == null) {
      return "";
    }
    String values =
        filter.values().stream().map(FeatureNames::quotedValue).collect(Collectors.joining(", "));
    String right = filter.operator().equals("in") ? "(" + values + ")" : values;
    return " where " + quotedName(filter.column()) + " " + filter.operator() + " " + right;
  }

  private static String quotedValue(String value) {
    return value.matches("-?[0-9]+(\\.[0-9]+)?") ? value : "'" + value.replace("'", "''") + "'";
  }
}
