package dev.millrace.etl.clean;

import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.etl.duck.Duck;

/** {@link NumberStyle} as SQL. */
final class NumberSql {
  /** Where these occur, a cast may read what is no number to us: {@code 1_000}, {@code +-1}. */
  private static final String SUSPICIOUS = "_+eE";

  private NumberSql() {}

  /**
   * What a cast reads rightly is not held against a pattern: most columns hold nothing else. In
   * European numbers a point is never what a cast takes it for.
   *
   * @param text as written
   * @return a DOUBLE, NULL where the text is blank or no finite number
   */
  static String parsed(String text, NumberStyle style) {
    String cast = "TRY_CAST(" + text + " AS DOUBLE)";
    StringBuilder quick = new StringBuilder("isfinite(" + cast + ")");
    String suspicious = style == NumberStyle.EUROPEAN ? SUSPICIOUS + "." : SUSPICIOUS;
    for (int i = 0; i < suspicious.length(); i++) {
      char c = suspicious.charAt(i);
      quick.append(" AND NOT contains(").append(text).append(", '").append(c).append("')");
    }
    String collapsed = TextSql.collapsed(text);
    return "CASE WHEN "
        + quick
        + " THEN "
        + cast
        + " WHEN regexp_full_match("
        + collapsed
        + ", "
        + Duck.literal(style.form())
        + ") THEN "
        + finite("TRY_CAST(" + plain(collapsed, style) + " AS DOUBLE)")
        + " END";
  }

  private static String plain(String text, NumberStyle style) {
    String bare = "regexp_replace(" + text + ", " + Duck.literal(style.clutter()) + ", '', 'g')";
    return style == NumberStyle.EUROPEAN
        ? "translate(" + bare + ", '(\u2212,', '--.')"
        : "translate(" + bare + ", '(\u2212', '--')";
  }

  private static String finite(String number) {
    return "CASE WHEN isfinite(" + number + ") THEN " + number + " END";
  }
}
