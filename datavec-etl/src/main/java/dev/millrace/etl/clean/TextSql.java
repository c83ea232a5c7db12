package dev.millrace.etl.clean;

import dev.millrace.contract.feature.TextRule;
import dev.millrace.etl.duck.Duck;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Standardised texts as SQL. A blank text is a missing one. */
final class TextSql {
  /** What counts as blank, for trim. */
  private static final String BLANKS =
      "chr(32)||chr(9)||chr(10)||chr(11)||chr(12)||chr(13)||chr(160)";

  /** The same inside a character class of RE2. */
  private static final String BLANK_CLASS = "[\\s\\x0b\\x{a0}]";

  private TextSql() {}

  /** Without blanks at its ends; NULL where nothing is left. */
  static String trimmed(String text) {
    return "nullif(trim(" + text + ", " + BLANKS + "), '')";
  }

  /** After all steps; NULL where nothing is left. */
  static String standardised(String text, List<TextRule> steps, List<String> values) {
    String result = text;
    for (TextRule step : steps) {
      result = apply(step, result, values);
    }
    return "CASE WHEN " + trimmed(result) + " IS NULL THEN NULL ELSE " + result + " END";
  }

  private static String apply(TextRule step, String text, List<String> values) {
    return switch (step) {
      case TRIM -> "trim(regexp_replace(" + text + ", '" + BLANK_CLASS + "+', ' ', 'g'))";
      case LOWER -> "lower(" + text + ")";
      case UPPER -> "upper(" + text + ")";
      case FOLD -> folded(text, values);
      case ALPHANUMERIC -> "regexp_replace(" + text + ", '[^\\p{L}\\p{Nd}]', '', 'g')";
      case STRIP_ZEROS ->
          "CASE WHEN ltrim("
              + text
              + ", '0') = '' THEN "
              + text
              + " ELSE ltrim("
              + text
              + ", '0') END";
    };
  }

  /** Of values that differ in case only, the first wins. */
  private static String folded(String text, List<String> values) {
    if (values.isEmpty()) {
      return text;
    }
    String cases =
        values.stream()
            .map(
                value ->
                    " WHEN "
                        + Duck.literal(value.toLowerCase(Locale.ROOT))
                        + " THEN "
                        + Duck.literal(value))
            .collect(Collectors.joining());
    return "CASE lower(" + text + ")" + cases + " ELSE " + text + " END";
  }
}
