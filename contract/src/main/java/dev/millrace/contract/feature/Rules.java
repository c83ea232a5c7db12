package dev.millrace.contract.feature;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The names of the rules a value can break, the same in the quarantine and in a refused row. */
public final class Rules {
  /** A value is missing where it must not be. */
  public static final String REQUIRED = "required";

  /** The category is not among the column's values. */
  public static final String NOT_ALLOWED = "not an allowed value";

  private static final double MILLIS_PER_DAY = 86_400_000;

  private Rules() {}

  /** The value is not of its type, for example {@code not a number}. */
  public static String notA(ColumnType type) {
    return switch (type) {
      case INTEGER -> "not a whole number";
      case NUMBER -> "not a number";
      case BOOLEAN -> "not a yes or no";
      case DATE -> "not a date";
      case TIMESTAMP -> "not a timestamp";
      case CATEGORY -> "not a text";
    };
  }

  /** Below the least allowed value, for example {@code min 0} or {@code min 2020-01-31}. */
  public static String min(ColumnType type, double limit) {
    return "min " + bound(type, limit);
  }

  /** Above the largest allowed value, for example {@code max 120} or {@code max 2030-12-31}. */
  public static String max(ColumnType type, double limit) {
    return "max " + bound(type, limit);
  }

  /** The category does not match its pattern. */
  public static String pattern(String pattern) {
    return "pattern " + pattern;
  }

  /** A least or largest value of a column as people write it: days are dates in ISO 8601. */
  public static String bound(ColumnType type, double limit) {
    Instant moment = Instant.ofEpochMilli(Math.round(limit * MILLIS_PER_DAY));
    return switch (type) {
      case DATE -> LocalDate.ofInstant(moment, ZoneOffset.UTC).toString();
      case TIMESTAMP -> moment.toString();
      default ->
          limit == Math.rint(limit) && Math.abs(limit) < 1e15
              ? Long.toString((long) limit)
              : Double.toString(limit);
    };
  }
}
