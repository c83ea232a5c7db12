package dev.millrace.contract.feature;

/** The names of the rules a value can break, the same in the quarantine and in a refused row. */
public final class Rules {
  /** A value is missing where it must not be. */
  public static final String REQUIRED = "required";

  /** The category is not among the column's values. */
  public static final String NOT_ALLOWED = "not an allowed value";

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

  /** Below the least allowed number, for example {@code min 0}. */
  public static String min(double limit) {
    return "min " + number(limit);
  }

  /** Above the largest allowed number, for example {@code max 120}. */
  public static String max(double limit) {
    return "max " + number(limit);
  }

  /** The category does not match its pattern. */
  public static String pattern(String pattern) {
    return "pattern " + pattern;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
