package dev.millrace.serving.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.FeatureContract;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** One row in the forms of all contracts, each ready to be sent. */
final class Samples {
  private static final String FLOATS = "FP64";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Samples() {}

  static Map<String, JsonNode> of(FeatureContract contract, ObjectNode row) {
    return Map.of(
        "row", row,
        "split", split(row),
        "columns", columns(row),
        "csv", csv(row),
        "tensors", tensors(contract, row));
  }

  private static JsonNode split(ObjectNode row) {
    ObjectNode split = JSON.objectNode();
    ArrayNode names = split.putArray("columns");
    ArrayNode values = split.putArray("data").addArray();
    row.fieldNames().forEachRemaining(names::add);
    row.elements().forEachRemaining(values::add);
    return split;
  }

  private static JsonNode columns(ObjectNode row) {
    ObjectNode columns = JSON.objectNode();
    row.properties().forEach(f -> columns.putArray(f.getKey()).add(f.getValue()));
    return columns;
  }

  private static JsonNode csv(ObjectNode row) {
    String header = row.properties().stream().map(f -> cell(f.getKey())).collect(line());
    String values = row.properties().stream().map(f -> cell(f.getValue().asText())).collect(line());
    return JSON.textNode(header + "\n" + values + "\n");
  }

  private static Collector<CharSequence, ?, String> line() {
    return Collectors.joining(",");
  }

  private static String cell(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static JsonNode tensors(FeatureContract contract, ObjectNode row) {
    ArrayNode tensors = JSON.arrayNode();
    for (Column column : contract.columns()) {
      JsonNode value = row.get(column.name());
      if (value != null) {
        ObjectNode tensor = tensors.addObject().put("name", column.name());
        tensor.putArray("shape").add(1);
        tensor.put("datatype", datatype(column)).putArray("data").add(element(column, value));
      }
    }
    return tensors;
  }

  /** Truth values that may be missing are 0 and 1 beside NaN. */
  private static JsonNode element(Column column, JsonNode value) {
    return value.isBoolean() && datatype(column).equals(FLOATS)
        ? JSON.numberNode(value.booleanValue() ? 1 : 0)
        : value;
  }

  private static String datatype(Column column) {
    return switch (column.type()) {
      case INTEGER -> column.missing() ? FLOATS : "INT64";
      case NUMBER -> FLOATS;
      case BOOLEAN -> column.missing() ? FLOATS : "BOOL";
      case DATE, TIMESTAMP, CATEGORY -> "BYTES";
    };
  }
}
