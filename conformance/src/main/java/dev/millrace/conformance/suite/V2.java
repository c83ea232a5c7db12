package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Call;
import dev.millrace.conformance.server.Json;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The bodies of protocol v2. */
final class V2 {
  static final Set<String> DATATYPES =
      Set.of(
          "BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16",
          "FP32", "FP64", "BYTES", "BF16");

  private V2() {}

  static String model(Server server) throws NotApplicable {
    return "/v2/models/" + server.model().name();
  }

  static String infer(Server server) throws NotApplicable {
    return model(server) + "/infer";
  }

  /** The example, and behind it rows that differ from it; empty where none is known. */
  static List<ObjectNode> rows(Server server, int count) throws NotApplicable {
    ObjectNode known = server.model().row();
    ObjectNode first = known == null ? Json.object() : Rows.filled(known);
    List<ObjectNode> rows = new ArrayList<>(Collections.nCopies(count, Rows.different(first)));
    rows.set(0, first);
    return rows;
  }

  static List<Tensor> tensors(Server server, int rows) throws NotApplicable {
    return tensors(server, rows(server, rows));
  }

  /** Rows as tensors. A column that none of them has is left out; of rows that are empty, none. */
  static List<Tensor> tensors(Server server, List<ObjectNode> rows) throws NotApplicable {
    boolean unknown = rows.stream().allMatch(ObjectNode::isEmpty);
    List<Tensor> tensors = new ArrayList<>();
    for (JsonNode input : server.model().v2().path("inputs")) {
      String name = input.path("name").asText();
      if (unknown || rows.stream().anyMatch(row -> row.has(name))) {
        tensors.add(Tensor.of(input, rows.stream().map(row -> row.path(name)).toList()));
      }
    }
    if (tensors.isEmpty()) {
      throw new NotApplicable("no input of the model is in the example");
    }
    return tensors;
  }

  static ObjectNode request(List<Tensor> tensors) {
    ObjectNode request = Json.object();
    ArrayNode inputs = request.putArray("inputs");
    tensors.forEach(tensor -> inputs.add(tensor.flat()));
    return request;
  }

  /** A good request of one row. */
  static ObjectNode request(Server server) throws NotApplicable {
    return request(tensors(server, 1));
  }

  /** The outputs of a good answer. */
  static List<Place> outputs(Answer answer) throws Mismatch {
    Place json = answer.status(200).type("application/json").json();
    List<Place> outputs = json.at("outputs").list();
    if (outputs.isEmpty()) {
      throw json.at("outputs").mismatch("at least one output");
    }
    return outputs;
  }

  static List<Place> infer(Server server, ObjectNode request)
      throws IOException, Mismatch, NotApplicable {
    return outputs(server.post(infer(server), request));
  }

  /** What a good request of some rows is answered each time. */
  static Steady steady(Server server, int rows) throws IOException, Mismatch, NotApplicable {
    return steady(server, tensors(server, rows));
  }

  static Steady steady(Server server, List<Tensor> tensors)
      throws IOException, Mismatch, NotApplicable {
    return Steady.of(server, Call.post(infer(server), request(tensors)), "outputs");
  }

  /** Demands a refusal as protocol v2 writes it. */
  static void error(Answer answer) throws Mismatch {
    answer.refused().type("application/json").json().at("error").text();
  }

  /** How many values a shape holds. */
  static int size(JsonNode shape) {
    int size = 1;
    for (JsonNode each : shape) {
      size *= each.asInt();
    }
    return size;
  }

  /** All values of nested lists, in their order. */
  static List<JsonNode> flatten(JsonNode data) {
    List<JsonNode> values = new ArrayList<>();
    data.forEach(
        each -> {
          if (each.isArray()) {
            values.addAll(flatten(each));
          } else {
            values.add(each);
          }
        });
    return values;
  }

  /** Whether values are the same, numbers up to what the order of a sum changes. */
  static boolean same(List<JsonNode> one, List<JsonNode> other) {
    boolean same = one.size() == other.size();
    for (int i = 0; same && i < one.size(); i++) {
      JsonNode value = one.get(i);
      same =
          value.isNumber()
              ? Math.abs(value.asDouble() - other.get(i).asDouble()) <= 1e-6
              : value.asText().equals(other.get(i).asText());
    }
    return same;
  }

  /** The data of the first output of some datatype, such as {@code FP} for 32 and 64 bits. */
  static Place data(List<Place> outputs, String datatype) throws Mismatch {
    for (Place output : outputs) {
      if (output.at("datatype").text().startsWith(datatype)) {
        return output.at("data");
      }
    }
    throw outputs.get(0).mismatch("an output of " + datatype);
  }
}
