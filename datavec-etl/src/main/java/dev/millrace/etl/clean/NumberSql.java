package dev.millrace.etl.clean;

import dev.millrace.contract.feature.NumberStyle;

/**
 * Numbers as people wrote them, as SQL. A text that DuckDB's cast takes for a number is one, but
 * for the few spellings only computers use; the pattern is tried for the rest, so that plain tables
 * stay fast.
 */
final class NumberSql {
  private static final String GROUP = " '’\\x{a0}\\x{202f}";
  private static final String EXPONENT = "(?:[eE][+-]?\\d+)?";
  private static final String MONEY = "(?:\\p{Sc}|[A-Za-z]{3})?";

  private NumberSql() {}

  /**
   * @param text trimmed, or NULL
   * @return a DOUBLE, NULL where the text is no finite number
   */
  static String parsed(String text, NumberStyle style) {
    String cast = "TRY_CAST(" + text + " AS DOUBLE)";
    String quick =
        cast
            + " IS NOT NULL AND isfinite("
            + cast
            + ") AND NOT contains("
            + text
            + ", '_') AND NOT starts_with("
            + text
            + ", '+-')";
    return switch (style) {
      case PLAIN -> "CASE WHEN " + quick + " THEN " + cast + " END";
      case ENGLISH ->
          "CASE WHEN " + quick + " THEN " + cast + " ELSE " + written(text, ",", ".") + " END";
      case EUROPEAN ->
          "CASE WHEN "
              + quick
              + " AND NOT contains("
              + text
              + ", '.') THEN "
              + cast
              + " ELSE "
              + written(text, ".", ",")
              + " END";
    };
  }

  /** Sign, currency, digits in groups of three, decimals, currency; or all that in parentheses. */
  private static String written(String text, String thousands, String decimal) {
    String escapedDecimal = decimal.equals(".") ? "\\." : decimal;
    String group = "[" + GROUP + thousands + "]";
    String digits =
        "(?:\\d{1,3}(?:"
            + group
            + "\\d{3})+|\\d+)(?:"
            + escapedDecimal
            + "\\d*)?|"
            + escapedDecimal
            + "\\d+";
    String body =
        "([+-]?)\\s*" + MONEY + "\\s*([+-]?)((?:" + digits + ")" + EXPONENT + ")\\s*" + MONEY;
    String quoted = body.replace("'", "''");
    String plain = "^" + quoted + "$";
    String negative = "^\\(\\s*" + quoted + "\\s*\\)$";
    return "CASE WHEN regexp_matches("
        + text
        + ", '"
        + plain
        + "') THEN "
        + value(text, plain, group, decimal, "\\1\\2\\3")
        + " WHEN regexp_matches("
        + text
        + ", '"
        + negative
        + "') THEN -abs("
        + value(text, negative, group, decimal, "\\3")
        + ") END";
  }

  private static String value(
      String text, String pattern, String group, String decimal, String parts) {
    String digits = "regexp_replace(" + text + ", '" + pattern + "', '" + parts + "')";
    String ungrouped =
        "regexp_replace(" + digits + ", '" + group.replace("'", "''") + "', '', 'g')";
    String plain = "replace(" + ungrouped + ", '" + decimal + "', '.')";
    String number = "TRY_CAST(" + plain + " AS DOUBLE)";
    return "CASE WHEN isfinite(" + number + ") THEN " + number + " END";
  }
}
