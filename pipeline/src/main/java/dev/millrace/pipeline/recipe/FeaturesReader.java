package dev.millrace.pipeline.recipe;

import dev.millrace.etl.feature.AggregateFunction;
import dev.millrace.etl.feature.CalendarPart;
import dev.millrace.etl.feature.FeatureDefinition;
import dev.millrace.etl.feature.FeatureLanguage;
import dev.millrace.etl.feature.FeatureSpec;
import dev.millrace.etl.feature.FeatureSpec.Deep;
import dev.millrace.etl.feature.FeatureSpec.Prune;
import dev.millrace.etl.feature.FeatureSpec.Sentiment;
import dev.millrace.etl.feature.FeatureSpec.Suspicion;
import dev.millrace.etl.feature.FeatureSpec.Topic;
import dev.millrace.etl.feature.RelatedRows;
import dev.millrace.etl.feature.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code features}. */
final class FeaturesReader {
  private static final List<Integer> WINDOWS = List.of(30, 90);
  private static final int DEEP_LIMIT = 300;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private final Fields fields;
  private final Problems problems;
  private final Map<String, FeatureDefinition> definitions = new LinkedHashMap<>();
  private final Map<String, Place> places = new HashMap<>();

  FeaturesReader(Fields recipe) {
    recipe.required("features", "like '{windows: [30d, 90d], aggregate: {usage: [count]}}'");
    this.fields = recipe.child("features", Keys.FEATURES);
    this.problems = recipe.problems();
  }

  /** Where each feature is declared, by its name, and each column made of a text. */
  Map<String, Place> places() {
    return places;
  }

  /** The name in {@link #places} of a column made of a text. */
  static String textPlace(String table, String name) {
    return "text " + table + "." + name;
  }

  FeatureSpec read() {
    List<Window> windows = windows(fields, WINDOWS.stream().map(Window::new).toList());
    aggregates(windows);
    attributes();
    calendar();
    expressions();
    interactions();
    Deep deep = deep();
    if (definitions.isEmpty() && deep == null) {
      fields.problem(
          "aggregate",
          "'features' asks for nothing; say 'aggregate', 'attributes' or 'deep: true'");
    }
    return new FeatureSpec(
        windows,
        List.copyOf(definitions.values()),
        deep,
        sentiment(),
        topics(),
        prune(),
        suspicion());
  }

  private List<Window> windows(Fields from, List<Window> fallback) {
    if (!from.has("windows")) {
      return fallback;
    }
    Set<Window> windows = new TreeSet<>();
    Node node = from.node("windows");
    List<Node> items =
        node instanceof Node.Sequence list
            ? list.items()
            : node == null ? List.of() : List.of(node);
    for (Node item : items) {
      from.values().days("windows", item).ifPresent(days -> windows.add(new Window(days)));
    }
    if (items.isEmpty()) {
      from.problem("windows", "'windows': expected at least one, like [30d, 90d]");
    }
    return List.copyOf(windows);
  }

  private void aggregates(List<Window> windows) {
    fields
        .entries("aggregate", "functions by what they are applied to, like 'usage.minutes: [mean]'")
        .forEach((text, entry) -> aggregate(text, entry, windows));
  }

  private void aggregate(String text, Node.Entry entry, List<Window> windows) {
    RelatedRows target;
    try {
      target = FeatureLanguage.parseRows(text);
    } catch (IllegalArgumentException e) {
      problems.add(entry.keyPlace(), "'%s': %s".formatted(text, e.getMessage()));
      return;
    }
    List<Window> own = windows;
    List<AggregateFunction> functions;
    if (entry.value() instanceof Node.Mapping) {
      String where = fields.below("aggregate") + "." + text;
      Fields block = new Fields(entry.value(), Keys.AGGREGATE, where, problems);
      own = windows(block, windows);
      Node node = block.required("functions", "one or more of " + functionNames());
      functions = node == null ? List.of() : functions(text, node);
    } else {
      functions = functions(text, entry.value());
    }
    for (AggregateFunction function : functions) {
      for (Window window : own) {
        add(
            new FeatureDefinition.Aggregate(
                function, target.table(), target.column(), target.filter(), window),
            entry.keyPlace());
      }
    }
  }

  private List<AggregateFunction> functions(String text, Node node) {
    Map<String, AggregateFunction> choices = new LinkedHashMap<>();
    for (AggregateFunction function : AggregateFunction.values()) {
      choices.put(function.toString(), function);
    }
    List<Node> items = node instanceof Node.Sequence list ? list.items() : List.of(node);
    Set<AggregateFunction> functions = new LinkedHashSet<>();
    for (Node item : items) {
      fields.values().choice(text, item, choices).ifPresent(functions::add);
    }
    return List.copyOf(functions);
  }

  private static String functionNames() {
    return String.join(
        ", ", Arrays.stream(AggregateFunction.values()).map(AggregateFunction::toString).toList());
  }

  private void attributes() {
    for (Node item : items("attributes")) {
      FeatureDefinition parsed = parsed("attributes", item);
      if (parsed instanceof FeatureDefinition.Attribute
          || parsed instanceof FeatureDefinition.Age) {
        add(parsed, item.place());
      } else if (parsed != null) {
        problems.add(
            item.place(),
            "'attributes': expected a column like customers.plan or its age like"
                + " age(customers.plan), but found '%s'".formatted(parsed.name()));
      }
    }
  }

  private void interactions() {
    for (Node item : items("interactions")) {
      FeatureDefinition parsed = parsed("interactions", item);
      if (parsed instanceof FeatureDefinition.Interaction) {
        add(parsed, item.place());
      } else if (parsed != null) {
        problems.add(
            item.place(),
            "'interactions': expected two features like 'a x b', but found '%s'"
                .formatted(parsed.name()));
      }
    }
  }

  private void calendar() {
    Map<String, CalendarPart> choices = new LinkedHashMap<>();
    for (CalendarPart part : CalendarPart.values()) {
      choices.put(part.toString(), part);
    }
    for (Node item : items("calendar")) {
      fields
          .values()
          .choice("calendar", item, choices)
          .ifPresent(part -> add(new FeatureDefinition.Calendar(part), item.place()));
    }
  }

  private void expressions() {
    fields
        .entries("expressions", "a name for each expression, like 'per_visit: \"a / b\"'")
        .forEach(
            (name, entry) -> {
              if (!NAME.matcher(name).matches()) {
                problems.add(
                    entry.keyPlace(),
                    "'%s': expected a name of letters, digits and '_' that begins with a letter"
                        .formatted(name));
                return;
              }
              if (parsed("expressions", entry.value()) != null) {
                String text = ((Node.Scalar) entry.value()).text();
                add(new FeatureDefinition.Expression(name, text), entry.keyPlace());
              }
            });
  }

  /** Null where there is a problem. */
  private @Nullable FeatureDefinition parsed(String key, Node node) {
    String text = fields.values().text(key, node).orElse(null);
    if (text == null) {
      return null;
    }
    try {
      return FeatureLanguage.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add(node.place(), "'%s': %s".formatted(key, e.getMessage()));
      return null;
    }
  }

  private void add(FeatureDefinition definition, Place place) {
    String name = definition.name();
    if (definitions.putIfAbsent(name, definition) != null) {
      problems.add(place, "the feature '%s' is declared twice".formatted(name));
    }
    places.putIfAbsent(name, place);
  }

  private List<Node> items(String key) {
    Node node = fields.node(key);
    if (node == null) {
      return List.of();
    }
    return node instanceof Node.Sequence list ? list.items() : List.of(node);
  }

  private @Nullable Deep deep() {
    Node node = fields.node("deep");
    if (node == null) {
      return null;
    }
    if (node instanceof Node.Mapping) {
      Fields deep = fields.child("deep", Keys.DEEP);
      return new Deep(
          deep.integer("depth", 1, Range.closed(1, 3)),
          deep.integer("limit", DEEP_LIMIT, Range.closed(1, 10_000)),
          deep.texts("without", List.of()));
    }
    return fields.flag("deep", false) ? new Deep(1, DEEP_LIMIT, List.of()) : null;
  }

  private List<Sentiment> sentiment() {
    List<Sentiment> all = new ArrayList<>();
    String expected = "a name for each, like 'mood: {text: tickets.text, score: tickets.stars}'";
    fields
        .entries("sentiment", expected)
        .forEach(
            (name, entry) -> {
              String where = fields.below("sentiment") + "." + name;
              Fields one = new Fields(entry.value(), Keys.SENTIMENT, where, problems);
              RelatedRows text = column(one, "text", "the column with the text");
              RelatedRows score = column(one, "score", "the column with the score");
              one.required("positive_from", "the lowest score of a content customer, like 4");
              double from = one.number("positive_from", 0, Range.ANY);
              if (text == null || score == null) {
                return;
              }
              if (!text.table().equals(score.table())) {
                one.problem("score", "'score' and 'text' must be columns of one table");
              }
              places.putIfAbsent(textPlace(text.table(), name), entry.keyPlace());
              all.add(
                  new Sentiment(
                      text.table(), column(text), column(score), from, checkedName(name, entry)));
            });
    return all;
  }

  private List<Topic> topics() {
    List<Topic> all = new ArrayList<>();
    String expected = "a name for each, like 'refund: {text: tickets.text, words: [refund*]}'";
    fields
        .entries("topics", expected)
        .forEach(
            (name, entry) -> {
              String where = fields.below("topics") + "." + name;
              Fields one = new Fields(entry.value(), Keys.TOPIC, where, problems);
              RelatedRows text = column(one, "text", "the column with the text");
              one.required("words", "words that make a mention, like [refund*, money]");
              List<String> words = one.texts("words", List.of());
              if (one.has("words") && words.stream().allMatch(String::isBlank)) {
                one.problem("words", "'words': expected at least one word");
              }
              if (text != null) {
                places.putIfAbsent(textPlace(text.table(), name), entry.keyPlace());
                all.add(new Topic(text.table(), column(text), checkedName(name, entry), words));
              }
            });
    return all;
  }

  private String checkedName(String name, Node.Entry entry) {
    if (!NAME.matcher(name).matches()) {
      problems.add(
          entry.keyPlace(),
          "'%s': expected a name of letters, digits and '_' that begins with a letter"
              .formatted(name));
    }
    return name;
  }

  /** A {@code table.column}; null where there is a problem. */
  private static @Nullable RelatedRows column(Fields from, String key, String what) {
    String text = from.requiredText(key, what + ", like tickets." + key);
    if (!from.has(key)) {
      return null;
    }
    try {
      RelatedRows target = FeatureLanguage.parseRows(text);
      if (target.column() != null && target.filter() == null) {
        return target;
      }
      from.problem(key, "'%s': expected a column like tickets.%s".formatted(key, key));
    } catch (IllegalArgumentException e) {
      from.problem(key, "'%s': %s".formatted(key, e.getMessage()));
    }
    return null;
  }

  private static String column(RelatedRows target) {
    return target.column() == null ? "" : target.column();
  }

  private Prune prune() {
    Prune standard = Prune.standard();
    Fields prune = fields.child("prune", Keys.PRUNE);
    return new Prune(
        prune.share("correlation", standard.correlation(), Range.UNIT),
        prune.share("most_frequent", standard.mostFrequent(), Range.POSITIVE_UNIT));
  }

  private Suspicion suspicion() {
    Suspicion standard = Suspicion.standard();
    Fields suspicion = fields.child("suspicion", Keys.SUSPICION);
    return new Suspicion(
        suspicion.number("roc_auc", standard.rocAuc(), Range.closed(0.5, 1)),
        suspicion.choice("action", standard.action()),
        suspicion.texts("trusted", List.of()));
  }
}
