package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.server.Json;
import dev.millrace.conformance.server.NotApplicable;
import java.util.ArrayList;
import java.util.List;

/**
 * An input of protocol v2.
 *
 * @param values row-major, as many as the shape says
 */
record Tensor(String name, String datatype, List<Integer> shape, List<JsonNode> values) {
  /**
   * An input as the metadata describes it.
   *
   * @param rows the value of each; missing where none is known, then zeros are sent
   */
  static Tensor of(JsonNode described, List<JsonNode> rows) throws NotApplicable {
    List<Integer> shape = new ArrayList<>();
    described.path("shape").forEach(size -> shape.add(size.asInt()));
    int batch = shape.indexOf(-1);
    shape.replaceAll(size -> Math.max(1, size));
    if (batch >= 0) {
      shape.set(batch, rows.size());
    } else if (rows.size() > 1) {
      throw new NotApplicable("the model takes one row at a time");
    }
    String datatype = described.path("datatype").asText();
    int size = shape.stream().reduce(1, (a, b) -> a * b);
    List<JsonNode> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(convert(datatype, rows.get(i * rows.size() / size)));
    }
    return new Tensor(described.path("name").asText(), datatype, shape, values);
  }

  private static JsonNode convert(String datatype, JsonNode value) throws NotApplicable {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (value.isNull()) {
      return value;
    }
    if (datatype.equals("BYTES")) {
      return json.textNode(value.asText());
    }
    if (datatype.equals("BOOL")) {
      return json.booleanNode(value.asBoolean());
    }
    if (value.isTextual()) {
      throw new NotApplicable("'" + value.asText() + "' cannot be sent as " + datatype);
    }
    double number = value.isBoolean() ? (value.asBoolean() ? 1 : 0) : value.asDouble();
    return datatype.startsWith("FP") ? json.numberNode(number) : json.numberNode((long) number);
  }

  /** Its description without data. */
  ObjectNode head() {
    ObjectNode head = Json.object().put("name", name);
    ArrayNode sizes = head.putArray("shape");
    shape.forEach(sizes::add);
    return head.put("datatype", datatype);
  }

  /** With its values in one list. */
  ObjectNode flat() {
    ObjectNode flat = head();
    flat.putArray("data").addAll(values);
    return flat;
  }

  /** With its values in as many levels of lists as the shape has sizes. */
  ObjectNode nested() {
    ObjectNode nested = head();
    nested.set("data", nest(0, 0, values.size()));
    return nested;
  }

  private JsonNode nest(int level, int from, int count) {
    if (level == shape.size()) {
      return values.get(from);
    }
    ArrayNode list = Json.array();
    int step = count / Math.max(1, shape.get(level));
    for (int i = 0; i < shape.get(level); i++) {
      list.add(nest(level + 1, from + i * step, step));
    }
    return list;
  }
}
