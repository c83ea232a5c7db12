package dev.millrace.pipeline.init;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts as YAML that reads back as the same text, plain where no reader could mistake it. */
final class YamlText {
  private static final Pattern PLAIN =
      Pattern.compile("(\\.{0,2}/)?[A-Za-z_][A-Za-z0-9_./()+-]*( [A-Za-z0-9_./()+-]+)*");

  /** Words that some YAML reader takes for something else than a text. */
  private static final Set<String> WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private YamlText() {}

  /** A value; what would begin a variable is written so that it stays a text. */
  static String value(String text) {
    return quoted(text.replace("${", "$${"));
  }

  /** A key, where variables are not put in. */
  static String key(String text) {
    return quoted(text);
  }

  /** {@code [a, b]}. */
  static String list(List<String> texts) {
    return texts.stream().map(YamlText::value).collect(Collectors.joining(", ", "[", "]"));
  }

  /** What may stand behind {@code #}: one line without control characters. */
  static String comment(String text) {
    return text.codePoints()
        .mapToObj(c -> isOdd(c) ? " " : Character.toString(c))
        .collect(Collectors.joining());
  }

  private static String quoted(String text) {
    if (PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> append(quoted, c));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int c) {
    if (c == '"' || c == '\\') {
      quoted.append('\\').appendCodePoint(c);
    } else if (isOdd(c)) {
      quoted.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
    } else {
      quoted.appendCodePoint(c);
    }
  }

  /** Control characters, line separators, halves of a pair, and what is no character. */
  private static boolean isOdd(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
