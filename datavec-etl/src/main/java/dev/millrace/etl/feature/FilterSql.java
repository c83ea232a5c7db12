package dev.millrace.etl.feature;

import dev.millrace.contract.feature.Column;
import dev.millrace.etl.duck.Duck;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@link Filter}s as SQL. */
final class FilterSql {
  private FilterSql() {}

  /**
   * The condition; NULL where the column's value is missing.
   *
   * @param sql the column
   */
  static String condition(Filter filter, Column column, String sql) {
    List<String> values =
        filter.values().stream().map(value -> value(column, value).orElseThrow()).toList();
    return filter.operator().equals("in")
        ? sql + " IN (" + String.join(", ", values) + ")"
        : sql + " " + filter.operator() + " " + values.get(0);
  }

  /** A value of a column's type as SQL; empty where it is none. */
  static Optional<String> value(Column column, String value) {
    return switch (column.type()) {
      case CATEGORY -> Optional.of(Duck.literal(value));
      case BOOLEAN -> truth(value);
      case DATE, TIMESTAMP -> date(value);
      case INTEGER, NUMBER -> number(value);
    };
  }

  private static Optional<String> truth(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> Optional.of("1");
      case "false", "no", "0" -> Optional.of("0");
      default -> Optional.empty();
    };
  }

  private static Optional<String> date(String value) {
    try {
      return Optional.of(Long.toString(LocalDate.parse(value).toEpochDay()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> number(String value) {
    try {
      double number = Double.parseDouble(value);
      return Double.isFinite(number)
          ? Optional.of("CAST(" + number + " AS DOUBLE)")
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
