package dev.millrace.etl.clean;

import dev.millrace.contract.feature.TextRule;
import dev.millrace.etl.duck.Duck;
import java.util.List;
import java.util.stream.Collectors;

/** {@link TextRule}s as SQL. */
final class TextSql {
  /** The characters of {@link TextRule#BLANK}. */
  private static final String BLANKS =
      "concat(chr(9), chr(10), chr(11), chr(12), chr(13), ' ', chr(160), chr(8199), chr(8239),"
          + " chr(12288), chr(65279))";

  private TextSql() {}

  /** Without blanks at its ends; NULL where nothing is left. */
  static String trimmed(String text) {
    return "nullif(trim(" + text + ", " + BLANKS + "), '')";
  }

  /** After all steps; NULL where the text is blank or nothing is left. */
  static String standardised(String text, List<TextRule> steps, List<String> declared) {
    String result = text;
    for (TextRule step : steps) {
      result = apply(step, result, declared);
    }
    return "CASE WHEN " + trimmed(text) + " IS NOT NULL THEN nullif(" + result + ", '') END";
  }

  /** The whole of {@link TextRule#TRIM}. */
  static String collapsed(String text) {
    return "regexp_replace(trim("
        + text
        + ", "
        + BLANKS
        + "), "
        + Duck.literal(TextRule.BLANK + "+")
        + ", ' ', 'g')";
  }

  private static String apply(TextRule step, String text, List<String> declared) {
    return switch (step) {
      case TRIM -> collapsed(text);
      case LOWER -> "lower(" + text + ")";
      case UPPER -> "upper(" + text + ")";
      case FOLD -> folded(text, declared);
      case ALPHANUMERIC -> "regexp_replace(" + text + ", '[^\\p{L}\\p{Nd}]', '', 'g')";
      case STRIP_ZEROS -> "coalesce(nullif(ltrim(" + text + ", '0'), ''), " + text + ")";
    };
  }

  /** Of values that differ in case only, the first wins. */
  private static String folded(String text, List<String> declared) {
    if (declared.isEmpty()) {
      return text;
    }
    String cases =
        declared.stream()
            .map(Duck::literal)
            .map(value -> " WHEN lower(" + value + ") THEN " + value)
            .collect(Collectors.joining());
    return "CASE lower(" + text + ")" + cases + " ELSE " + text + " END";
  }
}
