package dev.millrace.conformance.tiny;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.server.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the inputs of protocol v2, be they JSON or bytes. */
final class TinyTensors {
  private static final Set<String> DATATYPES = Set.of("FP64", "BYTES");

  private final ByteBuffer tail;

  TinyTensors(byte[] tail) {
    this.tail = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
  }

  List<JsonNode> rows(JsonNode inputs) throws No {
    if (!inputs.isArray() || inputs.isEmpty()) {
      throw new No(400, "Send inputs.");
    }
    List<ObjectNode> rows = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode input : inputs) {
      if (!names.add(input.path("name").asText())) {
        throw new No(400, "An input comes twice.");
      }
      add(input, rows, names.size() == 1);
    }
    if (tail.hasRemaining()) {
      throw new No(400, "There are bytes that no input claims.");
    }
    return new ArrayList<>(rows);
  }

  private void add(JsonNode input, List<ObjectNode> rows, boolean first) throws No {
    String name = input.path("name").asText();
    String datatype = input.path("datatype").asText();
    if (name.isEmpty() || !DATATYPES.contains(datatype) || !input.path("shape").isArray()) {
      throw new No(400, "An input has name, datatype and shape.");
    }
    List<JsonNode> values = values(input, datatype);
    int size = 1;
    for (JsonNode each : input.path("shape")) {
      size *= each.asInt();
    }
    if (size != values.size() || (!first && size != rows.size())) {
      throw new No(400, "Shape and data do not agree.");
    }
    for (int i = 0; i < size; i++) {
      if (first) {
        rows.add(Json.object());
      }
      rows.get(i).set(name, values.get(i));
    }
  }

  private List<JsonNode> values(JsonNode input, String datatype) throws No {
    JsonNode claimed = input.path("parameters").path("binary_data_size");
    List<JsonNode> values = new ArrayList<>();
    if (claimed.isMissingNode()) {
      flatten(input.path("data"), values);
      if (values.isEmpty() || values.stream().anyMatch(JsonNode::isContainerNode)) {
        throw new No(400, "Data are values.");
      }
      return values;
    }
    if (claimed.asInt() > tail.remaining()) {
      throw new No(400, "The body is too short.");
    }
    int end = tail.position() + claimed.asInt();
    while (tail.position() < end) {
      values.add(value(datatype, end));
    }
    return values;
  }

  private JsonNode value(String datatype, int end) throws No {
    ObjectNode json = Json.object();
    int left = end - tail.position();
    if (datatype.equals("FP64") && left >= 8) {
      return json.numberNode(tail.getDouble());
    }
    if (datatype.equals("BYTES") && left >= 4) {
      byte[] text = new byte[tail.getInt()];
      if (text.length <= end - tail.position()) {
        tail.get(text);
        return json.textNode(new String(text, StandardCharsets.UTF_8));
      }
    }
    throw new No(400, "The bytes of an input end too early.");
  }

  private static void flatten(JsonNode data, List<JsonNode> values) {
    for (JsonNode each : data) {
      if (each.isArray()) {
        flatten(each, values);
      } else {
        values.add(each);
      }
    }
  }

  static byte[] bytes(JsonNode data) {
    ByteBuffer bytes = ByteBuffer.allocate(64 * data.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (JsonNode each : (ArrayNode) data) {
      if (each.isBoolean()) {
        bytes.put((byte) (each.asBoolean() ? 1 : 0));
      } else if (each.isTextual()) {
        byte[] text = each.asText().getBytes(StandardCharsets.UTF_8);
        bytes.putInt(text.length).put(text);
      } else {
        bytes.putDouble(each.asDouble());
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
