package dev.millrace.etl.clean;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import java.time.LocalDate;

/** The names of rules, as people read them in quarantine and report. */
final class Rules {
  static final String REQUIRED = "required";
  static final String TARGET_MISSING = "target missing";
  static final String DUPLICATE_ROW = "duplicate row";
  static final String DUPLICATE_KEY = "duplicate key";
  static final String MALFORMED_LINE = "malformed line";

  private static final double EXACT_LONG = 1e15;

  private Rules() {}

  static String notOfType(ColumnType type) {
    return switch (type) {
      case INTEGER -> "not an integer";
      case NUMBER -> "not a number";
      case BOOLEAN -> "not a boolean";
      case DATE -> "not a date";
      case TIMESTAMP -> "not a timestamp";
      case CATEGORY -> "not a text";
    };
  }

  static String min(Column column, double min) {
    return "min " + bound(column, min);
  }

  static String max(Column column, double max) {
    return "max " + bound(column, max);
  }

  static String notOneOf(Column column) {
    return "not one of " + column.values().size() + " values";
  }

  static String pattern(String pattern) {
    return "pattern " + pattern;
  }

  private static String bound(Column column, double value) {
    boolean day = column.type() == ColumnType.DATE || column.type() == ColumnType.TIMESTAMP;
    return day && value == Math.rint(value)
        ? LocalDate.ofEpochDay((long) value).toString()
        : number(value);
  }

  /** A number without a needless {@code .0}. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < EXACT_LONG
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
