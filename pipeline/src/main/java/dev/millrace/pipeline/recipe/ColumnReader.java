package dev.millrace.pipeline.recipe;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.contract.feature.TextRule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code rows.columns}. */
final class ColumnReader {
  private static final Set<ColumnType> DATES = EnumSet.of(ColumnType.DATE, ColumnType.TIMESTAMP);
  private static final Set<ColumnType> WRITTEN_NUMBERS =
      EnumSet.of(ColumnType.INTEGER, ColumnType.NUMBER);
  private static final Set<ColumnType> CATEGORIES = EnumSet.of(ColumnType.CATEGORY);
  private static final Set<ColumnType> BOUNDED =
      EnumSet.complementOf(EnumSet.of(ColumnType.CATEGORY, ColumnType.BOOLEAN));

  /** Keys that only some types have. */
  private static final Map<String, Set<ColumnType>> TYPES_OF_KEY =
      Map.of(
          "min", BOUNDED,
          "max", BOUNDED,
          "values", CATEGORIES,
          "pattern", CATEGORIES,
          "text", CATEGORIES,
          "numbers", WRITTEN_NUMBERS,
          "formats", DATES);

  private enum Missing {
    FORBIDDEN,
    ALLOWED
  }

  private final String name;
  private final Fields fields;
  private final ColumnType type;
  private final boolean typed;

  ColumnReader(String name, Fields fields) {
    this.name = name;
    this.fields = fields;
    String types = String.join(", ", Choices.of(ColumnType.class).keySet());
    this.typed = fields.required("type", "one of " + types) != null;
    this.type = fields.choice("type", ColumnType.NUMBER);
  }

  Column read(EncodeDefaults defaults) {
    checkKeysOfType();
    Double min = bound("min");
    Double max = bound("max");
    if (min != null && max != null && min > max) {
      fields.problem("max", "'max' must not be below 'min'");
    }
    return new Column(
        name,
        type,
        fields.choice("missing", Missing.FORBIDDEN) == Missing.ALLOWED,
        min,
        max,
        values(),
        Patterns.checked(fields, "pattern"),
        fields.text("unit"),
        fields.text("description"),
        fields.choice("numbers", NumberStyle.ENGLISH),
        Patterns.checkedFormats(fields, "formats", type),
        textRules(fields, List.of(TextRule.TRIM), fields.has("values")),
        defaults.column(fields, type));
  }

  /** Reads standardising steps; {@code fold} needs values to fold to. */
  static List<TextRule> textRules(Fields fields, List<TextRule> fallback, boolean hasValues) {
    if (!fields.has("text")) {
      return fallback;
    }
    Map<String, TextRule> choices = Choices.of(TextRule.class);
    Node node = fields.node("text");
    List<Node> items = node instanceof Node.Sequence list ? list.items() : nodes(node);
    List<TextRule> rules = new ArrayList<>();
    for (Node item : items) {
      fields.values().choice("text", item, choices).ifPresent(rules::add);
    }
    if (rules.contains(TextRule.FOLD) && !hasValues) {
      fields.problem("text", "'fold' needs declared 'values' whose spelling it can take over");
    }
    return rules;
  }

  private static List<Node> nodes(@Nullable Node node) {
    return node == null ? List.of() : List.of(node);
  }

  private void checkKeysOfType() {
    if (!typed) {
      return;
    }
    TYPES_OF_KEY.forEach(
        (key, types) -> {
          if (fields.has(key) && !types.contains(type)) {
            fields.problem(
                key,
                "'%s' is for columns of type %s, but %s is of type %s"
                    .formatted(
                        key,
                        String.join(", ", types.stream().map(Choices::name).toList()),
                        name,
                        Choices.name(type)));
          }
        });
  }

  private @Nullable Double bound(String key) {
    Node node = fields.node(key);
    if (node == null || !BOUNDED.contains(type)) {
      return null;
    }
    return DATES.contains(type)
        ? Patterns.day(fields, key, node)
        : fields.values().number(key, node, Range.ANY).orElse(null);
  }

  private List<String> values() {
    List<String> values = fields.texts("values", List.of());
    if (fields.has("values") && values.isEmpty()) {
      fields.problem("values", "'values': expected at least one category");
    }
    Set<String> seen = new HashSet<>();
    for (String value : values) {
      if (!seen.add(value)) {
        fields.problem("values", "'values': '%s' is listed twice".formatted(value));
      }
    }
    return values;
  }
}
