package dev.millrace.etl.feature;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes definitions in the language of recipes. */
final class FeatureNames {
  private FeatureNames() {}

  static String of(FeatureDefinition.Aggregate aggregate) {
    StringBuilder name = new StringBuilder(aggregate.function().toString()).append('(');
    name.append(aggregate.table());
    if (aggregate.column() != null) {
      name.append('.').append(aggregate.column());
    }
    name.append(where(aggregate.filter()));
    if (aggregate.window() != null) {
      name.append(", ").append(aggregate.window());
    }
    return name.append(')').toString();
  }

  private static String where(@Nullable Filter filter) {
    if (filter == null) {
      return "";
    }
    String values =
        filter.values().stream().map(FeatureNames::quoted).collect(Collectors.joining(", "));
    String right = filter.operator().equals("in") ? "(" + values + ")" : values;
    return " where " + filter.column() + " " + filter.operator() + " " + right;
  }

  private static String quoted(String value) {
    return value.matches("-?[0-9]+(\\.[0-9]+)?") ? value : "'" + value.replace("'", "''") + "'";
  }
}
