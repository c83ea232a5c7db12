package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Call;
import dev.millrace.conformance.server.Json;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.Model;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.ArrayList;
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

  /** The example as tensors, some rows of it. A value that is null is left out. */
  static List<Tensor> tensors(Server server, int rows) throws NotApplicable {
    Model model = server.model();
    List<Tensor> tensors = new ArrayList<>();
    for (JsonNode input : model.v2().path("inputs")) {
      ObjectNode row = model.row();
      JsonNode value =
          row == null ? MissingNode.getInstance() : row.path(input.path("name").asText());
      if (row == null || !(value.isNull() || value.isMissingNode())) {
        tensors.add(Tensor.of(input, value, rows));
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
    return Steady.of(server, Call.post(infer(server), request(tensors(server, rows))), "outputs");
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

  /** The last value of the first output of real numbers: the probability of the positive class. */
  static double probability(List<Place> outputs) throws Mismatch {
    for (Place output : outputs) {
      if (output.at("datatype").text().startsWith("FP")) {
        List<JsonNode> values = flatten(output.at("data").node());
        return values.get(values.size() - 1).asDouble();
      }
    }
    throw outputs.get(0).mismatch("an output of FP32 or FP64");
  }
}
