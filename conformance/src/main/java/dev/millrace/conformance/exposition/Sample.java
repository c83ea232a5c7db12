package dev.millrace.conformance.exposition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of values.
 *
 * @param labels in the order of the line, unescaped
 */
public record Sample(String name, Map<String, String> labels, double value) {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*";
  private static final String TEXT = "\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
  private static final Pattern LINE =
      Pattern.compile(
          "("
              + NAME
              + ")(?:\\{((?:"
              + LABEL
              + "="
              + TEXT
              + ",?)*)\\})?[ \\t]+(\\S+)(?:[ \\t]+-?\\d+)?");
  private static final Pattern PAIR = Pattern.compile("(" + LABEL + ")=(" + TEXT + ")");

  /** Reads a line; empty where it is none, or a label comes twice. */
  static Optional<Sample> read(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> labels = new LinkedHashMap<>();
    Matcher pairs = PAIR.matcher(matcher.group(2) == null ? "" : matcher.group(2));
    while (pairs.find()) {
      if (labels.put(pairs.group(1), unescape(pairs.group(2))) != null) {
        return Optional.empty();
      }
    }
    return number(matcher.group(3)).map(value -> new Sample(matcher.group(1), labels, value));
  }

  private static String unescape(String quoted) {
    String text = quoted.substring(1, quoted.length() - 1);
    return text.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
  }

  private static Optional<Double> number(String text) {
    String java =
        switch (text) {
          case "+Inf" -> "Infinity";
          case "-Inf" -> "-Infinity";
          default -> text;
        };
    try {
      return Optional.of(Double.valueOf(java));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The labels but one. */
  Map<String, String> without(String label) {
    Map<String, String> rest = new LinkedHashMap<>(labels);
    rest.remove(label);
    return rest;
  }
}
