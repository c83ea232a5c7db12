package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.server.Card.Column;
import dev.millrace.conformance.server.Json;
import dev.millrace.conformance.server.Model;
import dev.millrace.conformance.server.NotApplicable;
import java.util.Map;

/** Rows made from one that is known. */
final class Rows {
  private Rows() {}

  /** Another good row: the same with its first number changed a little. */
  static ObjectNode different(ObjectNode known) {
    ObjectNode row = known.deepCopy();
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

  /** The row with null in each column whose value may be missing. */
  static ObjectNode sparse(Model model, ObjectNode known) throws NotApplicable {
    ObjectNode row = known.deepCopy();
    for (Column column : model.own().columns()) {
      if (column.missing()) {
        row.putNull(column.name());
      }
    }
    return row;
  }

  /** The row without its columns of null. */
  static ObjectNode filled(ObjectNode known) {
    return known.deepCopy().removeNulls();
  }

  /** An object whose first member comes twice. */
  static String twice(ObjectNode object) {
    Map.Entry<String, JsonNode> first = object.properties().iterator().next();
    String member = Json.object().set(first.getKey(), first.getValue()).toString();
    return member.substring(0, member.length() - 1) + "," + object.toString().substring(1);
  }

  /** A column that every row must have; without a card the first of the example. */
  static String requiredColumn(Model model) throws NotApplicable {
    return model.card() == null ? model.example().fieldNames().next() : required(model).name();
  }

  static Column required(Model model) throws NotApplicable {
    return model.own().column("that is required", column -> !column.missing());
  }
}
