package dev.millrace.etl.clean;

import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.etl.duck.Duck;

/** {@link NumberStyle} as SQL. */
final class NumberSql {
  /** What a cast reads rightly in every style but the European; most tables hold nothing else. */
  private static final String QUICK = "-?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE]-?[0-9]{1,3})?";

  private static final String QUICK_EUROPEAN = "-?[0-9]+";

  private NumberSql() {}

  /**
   * @param text trimmed, or NULL
   * @return a DOUBLE, NULL where the text is no finite number
   */
  static String parsed(String text, NumberStyle style) {
    String quick = style == NumberStyle.EUROPEAN ? QUICK_EUROPEAN : QUICK;
    String collapsed = TextSql.collapsed(text);
    return "CASE WHEN regexp_full_match("
        + text
        + ", "
        + Duck.literal(quick)
        + ") THEN "
        + finite("TRY_CAST(" + text + " AS DOUBLE)")
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
