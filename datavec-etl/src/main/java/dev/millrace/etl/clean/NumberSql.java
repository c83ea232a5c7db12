package dev.millrace.etl.clean;

import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.contract.feature.NumberStyle.Reading;
import dev.millrace.etl.duck.Duck;

/** {@link NumberStyle} as SQL. */
final class NumberSql {
  /** Where these occur, a cast may read what is no number to us: {@code 1_000}, {@code +-1}. */
  private static final String SUSPICIOUS = "_+eE";

  private NumberSql() {}

  /**
   * What a cast reads rightly is not held against a pattern: most columns hold nothing else. Where
   * a comma may be the decimal sign a point may not be what a cast takes it for.
   *
   * @param text as written
   * @return a DOUBLE, NULL where the text is blank or no finite number
   */
  static String parsed(String text, NumberStyle style) {
    String cast = "TRY_CAST(" + text + " AS DOUBLE)";
    StringBuilder sql = new StringBuilder("CASE WHEN isfinite(" + cast + ")");
    boolean comma = style.readings().stream().anyMatch(Reading::decimalComma);
    String suspicious = comma ? SUSPICIOUS + "." : SUSPICIOUS;
    for (int i = 0; i < suspicious.length(); i++) {
      char c = suspicious.charAt(i);
      sql.append(" AND NOT contains(").append(text).append(", '").append(c).append("')");
    }
    sql.append(" THEN ").append(cast);
    String collapsed = TextSql.collapsed(text);
    for (Reading reading : style.readings()) {
      sql.append(" WHEN regexp_full_match(").append(collapsed).append(", ");
      sql.append(Duck.literal(reading.form())).append(") THEN ");
      sql.append(finite("TRY_CAST(" + plain(collapsed, reading) + " AS DOUBLE)"));
    }
    return sql.append(" END").toString();
  }

  private static String plain(String text, Reading reading) {
    String bare = "regexp_replace(" + text + ", " + Duck.literal(reading.clutter()) + ", '', 'g')";
    return reading.decimalComma()
        ? "translate(" + bare + ", '(\u2212,', '--.')"
        : "translate(" + bare + ", '(\u2212', '--')";
  }

  private static String finite(String number) {
    return "CASE WHEN isfinite(" + number + ") THEN " + number + " END";
  }
}
