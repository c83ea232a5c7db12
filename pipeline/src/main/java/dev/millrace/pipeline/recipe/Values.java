package dev.millrace.pipeline.recipe;

import dev.millrace.contract.error.Suggestions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads single values. Each method gives the value, or records a problem at its place and gives
 * nothing.
 *
 * @param problems where to record
 */
record Values(Problems problems) {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+(_\\d+)*)?(\\.\\d*)?([eE][-+]?\\d+)?");
  private static final Pattern DAYS = Pattern.compile("0*[1-9]\\d{0,4}\\s*[dw]");
  private static final Pattern SIZE = Pattern.compile("\\d+(\\.\\d+)?\\s*[KMGT]i?B");

  /** Any single value but null, as it was written. */
  Optional<String> text(String key, Node node) {
    if (node instanceof Node.Scalar scalar && !scalar.isNull()) {
      return Optional.of(scalar.text());
    }
    return wrong(key, node, "a text");
  }

  /** A list of texts; a single text is a list of one. */
  Optional<List<String>> texts(String key, Node node) {
    if (!(node instanceof Node.Sequence sequence)) {
      return node instanceof Node.Scalar scalar && !scalar.isNull()
          ? Optional.of(List.of(scalar.text()))
          : wrong(key, node, "a text or a list of texts");
    }
    List<String> texts = new ArrayList<>();
    for (Node item : sequence.items()) {
      if (item instanceof Node.Scalar scalar) {
        texts.add(scalar.text());
      } else {
        wrong(key, item, "a list of texts");
      }
    }
    return Optional.of(texts);
  }

  Optional<Double> number(String key, Node node, Range range) {
    String expected = ("a number " + range.describe()).strip();
    Optional<Double> number = plain(node).flatMap(Values::parse);
    return within(key, node, number, range, expected);
  }

  Optional<Long> integer(String key, Node node, Range range) {
    String expected = ("a whole number " + range.describe()).strip();
    Optional<Double> whole =
        plain(node).flatMap(Values::parse).filter(x -> x == Math.rint(x) && Math.abs(x) < 1L << 53);
    return within(key, node, whole, range, expected).map(Double::longValue);
  }

  /** {@code 20%} or {@code 0.2}. */
  Optional<Double> share(String key, Node node, Range range) {
    String expected = "a share " + range.describe() + ", like 20% or 0.2";
    Optional<Double> share =
        plain(node)
            .flatMap(
                text ->
                    text.endsWith("%")
                        ? parse(text.substring(0, text.length() - 1).strip()).map(x -> x / 100)
                        : parse(text));
    return within(key, node, share, range, expected);
  }

  Optional<Boolean> flag(String key, Node node) {
    Optional<Boolean> flag =
        plain(node)
            .map(text -> text.toLowerCase(Locale.ROOT))
            .filter(text -> text.equals("true") || text.equals("false"))
            .map(Boolean::valueOf);
    return flag.isPresent() ? flag : wrong(key, node, "true or false");
  }

  /** {@code 512MB} (powers of ten) or {@code 512MiB} (powers of two), as it was written. */
  Optional<String> size(String key, Node node) {
    Optional<String> size = plain(node).filter(text -> SIZE.matcher(text).matches());
    return size.isPresent() ? size : wrong(key, node, "a size like 512MB or 2GiB");
  }

  /** {@code 30d}, or weeks like {@code 4w}: whole days, at least one. */
  Optional<Integer> days(String key, Node node) {
    Optional<Integer> days =
        plain(node)
            .filter(text -> DAYS.matcher(text).matches())
            .map(
                text -> {
                  int number = Integer.parseInt(text.substring(0, text.length() - 1).strip());
                  return text.endsWith("w") ? 7 * number : number;
                });
    return days.isPresent() ? days : wrong(key, node, "a number of days like 30d");
  }

  /** {@code 90s}, {@code 10m} or {@code 1.5h}: some time, above 0. */
  Optional<Duration> duration(String key, Node node) {
    Optional<Duration> duration = plain(node).flatMap(TimeText::parse);
    return duration.isPresent() ? duration : wrong(key, node, TimeText.EXPECTED);
  }

  <E> Optional<E> choice(String key, Node node, Map<String, E> choices) {
    String names = String.join(", ", choices.keySet());
    // "null" may be a choice by that name
    if (!(node instanceof Node.Scalar scalar)
        || (scalar.isNull() && !choices.containsKey(scalar.text()))) {
      return wrong(key, node, "one of " + names);
    }
    E choice = choices.get(scalar.text());
    if (choice == null) {
      problems.add(
          node.place(),
          "'%s': expected one of %s, but found %s.%s"
              .formatted(
                  key,
                  names,
                  node.describe(),
                  Suggestions.didYouMean(scalar.text(), choices.keySet())));
    }
    return Optional.ofNullable(choice);
  }

  <T> Optional<T> wrong(String key, Node node, String expected) {
    String remark =
        node instanceof Node.Scalar scalar && !scalar.plain() && !parse(scalar.text()).isEmpty()
            ? "; leave out the quotes"
            : "";
    problems.add(
        node.place(),
        "'%s': expected %s, but found %s%s".formatted(key, expected, node.describe(), remark));
    return Optional.empty();
  }

  private Optional<Double> within(
      String key, Node node, Optional<Double> number, Range range, String expected) {
    return number.filter(range::contains).isPresent() ? number : wrong(key, node, expected);
  }

  private static Optional<String> plain(Node node) {
    return node instanceof Node.Scalar scalar && scalar.plain() && !scalar.isNull()
        ? Optional.of(scalar.text().strip())
        : Optional.empty();
  }

  private static Optional<Double> parse(String text) {
    if (!NUMBER.matcher(text).matches() || text.chars().noneMatch(Character::isDigit)) {
      return Optional.empty();
    }
    double number = Double.parseDouble(text.replace("_", ""));
    return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
  }
}
