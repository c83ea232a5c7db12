package dev.millrace.contract.feature;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One step of standardising a text; steps apply in the order given. A text that is empty after all
 * steps is missing. The patterns mean the same to Java and to RE2.
 */
public enum TextRule {
  /** {@link #BLANK}s at both ends go; inner runs of them become one space. */
  @JsonProperty("trim")
  TRIM(TextRule::trim),
  /** Code point by code point, whatever the language: {@link Character#toLowerCase(int)}. */
  @JsonProperty("lower")
  LOWER(text -> map(text, Character::toLowerCase)),
  /**
   * Code point by code point, whatever the language: {@link Character#toUpperCase(int)}, and the
   * German sharp s becomes its capital U+1E9E, as in DuckDB.
   */
  @JsonProperty("upper")
  UPPER(text -> map(text, TextRule::upper)),
  /** A text equal to a declared value after {@link #LOWER} of both becomes that value. */
  @JsonProperty("fold")
  FOLD(text -> text),
  /**
   * Everything but letters and digits ({@code [^\p{L}\p{Nd}]}) goes, as in identifiers written with
   * dots and dashes.
   */
  @JsonProperty("alphanumeric")
  ALPHANUMERIC(TextRule::alphanumeric),
  /** Zeros at the front of a text go, unless it is all zeros. */
  @JsonProperty("strip_zeros")
  STRIP_ZEROS(TextRule::stripZeros);

  /** One blank: ASCII white space, the no-break spaces, and the byte order mark. */
  public static final String BLANK =
      "[\\t\\n\\x0B\\f\\r \\x{A0}\\x{2007}\\x{202F}\\x{3000}\\x{FEFF}]";

  private static final class Patterns {
    static final Pattern ENDS = Pattern.compile("^" + BLANK + "+|" + BLANK + "+$");
    static final Pattern RUN = Pattern.compile(BLANK + "+");
    static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{Nd}]");
  }

  private final UnaryOperator<String> rule;

  TextRule(UnaryOperator<String> rule) {
    this.rule = rule;
  }

  /** Applies the step; {@link #FOLD} does nothing without declared values. */
  public String apply(String text) {
    return rule.apply(text);
  }

  /**
   * Applies all steps.
   *
   * @param declared the values that {@link #FOLD} knows
   */
  public static String standardise(String text, List<TextRule> rules, List<String> declared) {
    String result = text;
    for (TextRule rule : rules) {
      result = rule == FOLD ? fold(result, declared) : rule.apply(result);
    }
    return result;
  }

  private static String fold(String text, List<String> declared) {
    String lower = LOWER.apply(text);
    return declared.stream().filter(v -> LOWER.apply(v).equals(lower)).findFirst().orElse(text);
  }

  private static String trim(String text) {
    if (isTrimmed(text)) {
      return text;
    }
    return Patterns.RUN.matcher(Patterns.ENDS.matcher(text).replaceAll("")).replaceAll(" ");
  }

  /** Whether it is surely trimmed, as nearly all texts are; much quicker than the patterns. */
  private static boolean isTrimmed(String text) {
    char last = ' ';
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter < ' ' || letter >= 0xA0 || (letter == ' ' && last == ' ')) {
        return false; // other blanks are among these letters
      }
      last = letter;
    }
    return last != ' ' || text.isEmpty();
  }

  private static String alphanumeric(String text) {
    return Patterns.OTHER.matcher(text).replaceAll("");
  }

  private static String stripZeros(String text) {
    int first = 0;
    while (first < text.length() && text.charAt(first) == '0') {
      first++;
    }
    return first == text.length() ? text : text.substring(first);
  }

  private static int upper(int letter) {
    return letter == 0xDF ? 0x1E9E : Character.toUpperCase(letter);
  }

  private static String map(String text, IntUnaryOperator letter) {
    return text.codePoints()
        .map(letter)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
