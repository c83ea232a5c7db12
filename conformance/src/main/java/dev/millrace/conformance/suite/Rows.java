package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.server.Card.Column;
import dev.millrace.conformance.server.Model;
import dev.millrace.conformance.server.NotApplicable;
import java.util.Map;

/** Rows made from the one that is known. */
final class Rows {
  private Rows() {}

  /** Another good row: the example with its first number changed a little. */
  static ObjectNode different(Model model) throws NotApplicable {
    ObjectNode row = model.example();
    for (Map.Entry<String, JsonNode> entry : row.properties()) {
      JsonNode value = entry.getValue();
      if (value.isInt() || value.isLong()) {
        return row.put(entry.getKey(), value.asLong() + 1);
      }
      if (value.isNumber()) {
        return row.put(entry.getKey(), value.asDouble() + 1);
      }
    }
    return row;
  }

  /** A column that every row must have; without a card the first of the example. */
  static String requiredColumn(Model model) throws NotApplicable {
    return model.card() == null ? model.example().fieldNames().next() : required(model).name();
  }

  static Column required(Model model) throws NotApplicable {
    return model.own().column("that is required", column -> !column.missing());
  }
}
