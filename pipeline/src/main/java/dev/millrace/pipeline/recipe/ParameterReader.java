package dev.millrace.pipeline.recipe;

import dev.millrace.tuning.space.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is searched under one key: a list of values, or {@code {from, to, log, step}}. */
final class ParameterReader {
  private final Fields fields;
  private final String key;
  private final String name;
  private final Searched searched;

  /**
   * @param name of the parameter
   */
  ParameterReader(Fields fields, String key, String name, Searched searched) {
    this.fields = fields;
    this.key = key;
    this.name = name;
    this.searched = searched;
  }

  /** Nothing where there was a problem. */
  Optional<Parameter> read() {
    Node node = fields.node(key);
    if (node instanceof Node.Sequence sequence) {
      return choice(sequence);
    }
    if (node instanceof Node.Mapping && searched.hasNumbers()) {
      return range();
    }
    String expected =
        searched.hasNumbers()
            ? "a list of values, or a range like {from: 1, to: 3}"
            : "a list of " + String.join(", ", searched.names());
    return node == null ? Optional.empty() : fields.values().wrong(key, node, expected);
  }

  private Optional<Parameter> choice(Node.Sequence sequence) {
    List<Object> values = new ArrayList<>();
    for (Node item : sequence.items()) {
      value(item).ifPresent(values::add);
    }
    if (values.size() < sequence.items().size()) {
      return Optional.empty();
    }
    if (values.size() < 2 || new HashSet<>(values).size() < values.size()) {
      return fields.values().wrong(key, sequence, "a list of at least two different values");
    }
    return Optional.of(new Parameter.Choice(name, values));
  }

  private Optional<Object> value(Node node) {
    boolean named = node instanceof Node.Scalar scalar && searched.names().contains(scalar.text());
    if (!searched.hasNumbers() || named) {
      Map<String, Object> choices = new LinkedHashMap<>();
      searched.names().forEach(choice -> choices.put(choice, choice));
      return fields.values().choice(key, node, choices);
    }
    return number(key, node, fields);
  }

  private Optional<Object> number(String at, Node node, Fields in) {
    return switch (searched.kind()) {
      case WHOLE -> in.values().integer(at, node, searched.range()).map(Object.class::cast);
      case SHARE -> in.values().share(at, node, searched.range()).map(Object.class::cast);
      default -> in.values().number(at, node, searched.range()).map(Object.class::cast);
    };
  }

  private Optional<Parameter> range() {
    Fields range = fields.child(key, Keys.SPACE_RANGE);
    Node first = range.required("from", "the lowest value");
    Node last = range.required("to", "the highest value");
    boolean log = range.flag("log", false);
    int step = range.integer("step", 1, Range.atLeast(1));
    if (first == null || last == null) {
      return Optional.empty();
    }
    Optional<Object> from = number("from", first, range);
    Optional<Object> to = number("to", last, range);
    return from.isEmpty() || to.isEmpty()
        ? Optional.empty()
        : parameter(range, (Number) from.get(), (Number) to.get(), log, step);
  }

  private Optional<Parameter> parameter(
      Fields range, Number from, Number to, boolean log, int step) {
    boolean whole = searched.kind() == Searched.Kind.WHOLE;
    if (from.doubleValue() >= to.doubleValue()) {
      return problem(range, "to", "'to' must be above 'from'");
    }
    if (log && from.doubleValue() <= 0) {
      return problem(range, "from", "'from' must be above 0 where 'log' is true");
    }
    if (range.has("step") && (!whole || log)) {
      return problem(range, "step", "'step' is for whole numbers without 'log'");
    }
    if (whole && (to.longValue() - from.longValue()) % step != 0) {
      return problem(range, "step", "'to' must be a number of whole steps above 'from'");
    }
    return Optional.of(
        whole
            ? new Parameter.Whole(name, from.longValue(), to.longValue(), step, log)
            : new Parameter.Real(name, from.doubleValue(), to.doubleValue(), log));
  }

  private static Optional<Parameter> problem(Fields range, String at, String message) {
    range.problem(at, message);
    return Optional.empty();
  }
}
