package dev.millrace.pipeline.recipe;

import dev.millrace.contract.error.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one mapping key by key. What is missing or wrong becomes a problem, and reading goes on
 * with the fallback, so that one reading finds all problems. Not thread-safe.
 */
final class Fields {
  private final Node.Mapping mapping;
  private final String where;
  private final Problems problems;
  private final Values values;

  /**
   * @param node what should be a mapping with only those keys
   * @param where the mapping by the user's own names, for example {@code rows.columns.tenure}
   */
  Fields(Node node, Keys keys, String where, Problems problems) {
    this.where = where;
    this.problems = problems;
    this.values = new Values(problems);
    this.mapping = asMapping(node);
    reportUnknown(keys);
  }

  Place place() {
    return mapping.place();
  }

  boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  /** The value of a key; null where it is not given. */
  @Nullable Node node(String key) {
    Node.Entry entry = mapping.entries().get(key);
    return entry == null ? null : entry.value();
  }

  /** As {@link #node}, but missing is a problem. */
  @Nullable Node required(String key, String expected) {
    Node node = node(key);
    if (node == null) {
      String at = where.isEmpty() ? "" : " in " + where;
      problems.add(place(), "'%s' is missing%s; expected %s".formatted(key, at, expected));
    }
    return node;
  }

  String requiredText(String key, String expected) {
    Node node = required(key, expected);
    String text = node == null ? "" : values.text(key, node).orElse("?");
    if (node != null && text.isBlank()) {
      values.wrong(key, node, expected);
    }
    return text;
  }

  @Nullable String text(String key) {
    Node node = node(key);
    return node == null ? null : values.text(key, node).orElse(null);
  }

  List<String> texts(String key, List<String> fallback) {
    return read(key, fallback, node -> values.texts(key, node).orElse(fallback));
  }

  int integer(String key, int fallback, Range range) {
    Range ints = new Range(range.low(), false, Math.min(range.high(), Integer.MAX_VALUE), false);
    return read(
        key,
        fallback,
        node -> values.integer(key, node, ints).map(Math::toIntExact).orElse(fallback));
  }

  long whole(String key, long fallback) {
    return read(key, fallback, node -> values.integer(key, node, Range.ANY).orElse(fallback));
  }

  double number(String key, double fallback, Range range) {
    return read(key, fallback, node -> values.number(key, node, range).orElse(fallback));
  }

  double share(String key, double fallback, Range range) {
    return read(key, fallback, node -> values.share(key, node, range).orElse(fallback));
  }

  boolean flag(String key, boolean fallback) {
    return read(key, fallback, node -> values.flag(key, node).orElse(fallback));
  }

  String size(String key, String fallback) {
    return read(key, fallback, node -> values.size(key, node).orElse(fallback));
  }

  /** A span of whole days: {@code 30d}. */
  int days(String key, int fallback) {
    return read(key, fallback, node -> values.days(key, node).orElse(fallback));
  }

  <E extends Enum<E>> E choice(String key, E fallback) {
    Map<String, E> choices = Choices.of(fallback.getDeclaringClass());
    return read(key, fallback, node -> values.choice(key, node, choices).orElse(fallback));
  }

  /** One of several names; the first is the fallback. */
  String choice(String key, List<String> names) {
    Map<String, String> choices = new LinkedHashMap<>();
    names.forEach(name -> choices.put(name, name));
    return read(key, names.get(0), n -> values.choice(key, n, choices).orElse(names.get(0)));
  }

  /** The mapping under a key, empty where it is not given. */
  Fields child(String key, Keys keys) {
    Node node = node(key);
    Node present = node == null ? new Node.Mapping(place(), Map.of()) : node;
    return new Fields(present, keys, below(key), problems);
  }

  /** Entries of a mapping whose keys are the user's names; empty where it is missing or wrong. */
  Map<String, Node.Entry> entries(String key, String expected) {
    Node node = node(key);
    if (node == null) {
      return Map.of();
    }
    if (node instanceof Node.Mapping named) {
      return named.entries();
    }
    values.wrong(key, node, expected);
    return Map.of();
  }

  /** Records a problem at the value of a key, or at the mapping where the key is not given. */
  void problem(String key, String message) {
    Node node = node(key);
    problems.add(node == null ? place() : node.place(), message);
  }

  Values values() {
    return values;
  }

  Problems problems() {
    return problems;
  }

  String below(String key) {
    return where.isEmpty() ? key : where + "." + key;
  }

  private <T> T read(String key, T fallback, Function<Node, T> reader) {
    Node node = node(key);
    return node == null ? fallback : reader.apply(node);
  }

  private Node.Mapping asMapping(Node node) {
    if (node instanceof Node.Mapping given) {
      return given;
    }
    values.wrong(where, node, "keys and values");
    return new Node.Mapping(node.place(), Map.of());
  }

  private void reportUnknown(Keys keys) {
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!keys.names().contains(key)) {
                problems.add(
                    entry.keyPlace(),
                    "unknown key '%s' %s.%s".formatted(key, keys.where(), hint(key, keys)));
              }
            });
  }

  private static String hint(String key, Keys keys) {
    return Suggestions.nearest(key, keys.names())
        .map(name -> " Did you mean '" + name + "'?")
        .orElse(" Valid keys: " + String.join(", ", keys.names()) + ".");
  }
}
