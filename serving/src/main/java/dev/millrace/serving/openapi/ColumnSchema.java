package dev.millrace.serving.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Rules;
import dev.millrace.contract.feature.TextRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as a property. Says the canonical spelling: whoever keeps to it is never refused, though
 * the server takes some others too.
 */
final class ColumnSchema {
  private ColumnSchema() {}

  static void put(ObjectNode properties, Column column) {
    ObjectNode schema = properties.putObject(column.name());
    type(schema, column);
    if (column.missing()) {
      schema.put("nullable", true);
    }
    switch (column.type()) {
      case INTEGER, NUMBER -> bounds(schema, column);
      case CATEGORY -> categories(schema, column);
      case BOOLEAN, DATE, TIMESTAMP -> {} // OpenAPI cannot bound them: the description does
    }
    String description = description(column);
    if (!description.isEmpty()) {
      schema.put("description", description);
    }
  }

  private static void type(ObjectNode schema, Column column) {
    switch (column.type()) {
      case INTEGER -> schema.put("type", "integer").put("format", "int64");
      case NUMBER -> schema.put("type", "number").put("format", "double");
      case BOOLEAN -> schema.put("type", "boolean");
      case DATE -> time(schema, column, "date");
      case TIMESTAMP -> time(schema, column, "date-time");
      case CATEGORY -> schema.put("type", "string");
    }
  }

  private static void time(ObjectNode schema, Column column, String format) {
    schema.put("type", "string");
    if (column.formats().isEmpty()) {
      schema.put("format", format);
    }
  }

  private static void bounds(ObjectNode schema, Column column) {
    bound(schema, "minimum", column.min());
    bound(schema, "maximum", column.max());
  }

  private static void bound(ObjectNode schema, String name, @Nullable Double limit) {
    if (limit == null) {
      return;
    }
    if (limit == Math.rint(limit) && Math.abs(limit) < 0x1p53) {
      schema.put(name, limit.longValue());
    } else {
      schema.put(name, limit);
    }
  }

  /** An enumeration has to name null itself where null is allowed. */
  private static void categories(ObjectNode schema, Column column) {
    if (!column.values().isEmpty()) {
      ArrayNode values = schema.putArray("enum");
      column.values().forEach(values::add);
      if (column.missing()) {
        values.addNull();
      }
    }
    if (patternIsOfTheTextSent(column)) {
      schema.put("pattern", "^(?:" + column.pattern() + ")$");
    }
  }

  private static boolean patternIsOfTheTextSent(Column column) {
    return column.pattern() != null
        && column.text().stream().allMatch(rule -> rule == TextRule.TRIM);
  }

  private static String description(Column column) {
    List<String> parts = new ArrayList<>();
    if (column.description() != null) {
      parts.add(sentence(column.description()));
    }
    if (column.unit() != null) {
      parts.add("Unit: " + sentence(column.unit()));
    }
    if (!column.formats().isEmpty()) {
      parts.add("Written as " + String.join(" or ", column.formats()) + ".");
    }
    if (column.type() == ColumnType.DATE || column.type() == ColumnType.TIMESTAMP) {
      limit(parts, column, "Not before ", column.min());
      limit(parts, column, "Not after ", column.max());
    }
    if (column.pattern() != null && !patternIsOfTheTextSent(column)) {
      parts.add("After standardising of the pattern `" + column.pattern() + "`.");
    }
    return String.join(" ", parts);
  }

  private static void limit(
      List<String> parts, Column column, String words, @Nullable Double limit) {
    if (limit != null) {
      parts.add(words + Rules.bound(column.type(), limit) + ".");
    }
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
