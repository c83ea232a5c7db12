package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Call;
import dev.millrace.conformance.server.Json;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Good requests and their answers. */
final class V2Infer {
  private V2Infer() {}

  static List<Check> checks() {
    return new Checks(Protocol.V2, "Open Inference Protocol, HTTP/REST: inference")
        .add("An answer names the model", V2Infer::namesModel)
        .add("An output holds as many values as its shape says", V2Infer::sizes)
        .add("The outputs are those of the metadata", V2Infer::described)
        .add("Nested data mean what flat data mean", V2Infer::nested)
        .add("Each of several rows is answered as it is alone", V2Infer::rows)
        .add("The id of a request comes back", V2Infer::id)
        .add("Without an id an answer has none, not even null", V2Infer::noId)
        .add("Parameters of an answer are texts, numbers or booleans", V2Infer::parametersBack)
        .add("The order of the inputs means nothing", V2Infer::order)
        .add("Parameters that mean nothing to the server are taken", V2Infer::parameters)
        .add("A version can be asked, and the answer names it", V2Infer::version)
        .add("A body in chunks is read", V2Infer::chunks)
        .add(
            "GET on infer is not allowed, and Allow says what is",
            s -> Http.notAllowed(s, "GET", V2.infer(s), "POST"))
        .list();
  }

  private static Answer ask(Server server, ObjectNode request)
      throws IOException, Mismatch, NotApplicable {
    return server.post(V2.infer(server), request).status(200).type("application/json");
  }

  private static void namesModel(Server server) throws IOException, Mismatch, NotApplicable {
    ask(server, V2.request(server)).json().at("model_name").is(server.model().name());
  }

  private static void sizes(Server server) throws IOException, Mismatch, NotApplicable {
    for (Place output : V2.infer(server, V2.request(server))) {
      output.at("shape").list();
      int size = V2.size(output.at("shape").node());
      output
          .at("data")
          .demand("a list of " + size, n -> n.isArray() && V2.flatten(n).size() == size);
    }
  }

  private static void described(Server server) throws IOException, Mismatch, NotApplicable {
    JsonNode described = server.model().v2().path("outputs");
    List<Place> outputs = V2.infer(server, V2.request(server));
    for (int i = 0; i < described.size(); i++) {
      Place output = outputs.size() > i ? outputs.get(i) : outputs.get(0).at("next");
      output.at("name").is(described.path(i).path("name").asText());
      output.at("datatype").is(described.path(i).path("datatype").asText());
    }
  }

  /** The same outputs as a plain request has. */
  private static void same(Server server, Call call) throws IOException, Mismatch, NotApplicable {
    Steady expected = V2.steady(server, 1);
    Answer answer = server.send(call);
    V2.outputs(answer);
    expected.demandSame(answer);
  }

  private static void nested(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode request = Json.object();
    ArrayNode inputs = request.putArray("inputs");
    V2.tensors(server, 1).forEach(tensor -> inputs.add(tensor.nested()));
    same(server, Call.post(V2.infer(server), request));
  }

  /** Each row has the answer that it has alone. */
  private static void rows(Server server) throws IOException, Mismatch, NotApplicable {
    List<ObjectNode> three = V2.rows(server, 3);
    Steady first = V2.steady(server, 1);
    Steady other = V2.steady(server, V2.tensors(server, three.subList(2, 3)));
    List<Place> together = V2.infer(server, V2.request(V2.tensors(server, three)));
    for (int i = 0; i < first.node().size(); i++) {
      Place output = together.size() > i ? together.get(i) : together.get(0).at("next");
      output.at("shape").at(0).demand("3 rows", n -> n.asInt() == 3);
      if (first.holds(i) && other.holds(i)) {
        List<JsonNode> expected = new ArrayList<>(V2.flatten(first.node().path(i).path("data")));
        List<JsonNode> differing = V2.flatten(other.node().path(i).path("data"));
        expected.addAll(differing);
        expected.addAll(differing);
        output.at("data").demand(expected.toString(), n -> V2.same(V2.flatten(n), expected));
      }
    }
  }

  private static void id(Server server) throws IOException, Mismatch, NotApplicable {
    ask(server, V2.request(server).put("id", "kit-42 ü")).json().at("id").is("kit-42 ü");
  }

  private static void noId(Server server) throws IOException, Mismatch, NotApplicable {
    ask(server, V2.request(server)).json().at("id").isAbsent();
  }

  private static void order(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode request = Json.object();
    ArrayNode inputs = request.putArray("inputs");
    V2.tensors(server, 1).forEach(tensor -> inputs.insert(0, tensor.flat()));
    same(server, Call.post(V2.infer(server), request));
  }

  private static void parameters(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode request = V2.request(server);
    request.putObject("parameters").put("kit_text", "a").put("kit_number", 1).put("kit_flag", true);
    ((ObjectNode) request.path("inputs").path(0)).putObject("parameters").put("kit_text", "b");
    same(server, Call.post(V2.infer(server), request));
  }

  private static void parametersBack(Server server) throws IOException, Mismatch, NotApplicable {
    Answer answer = ask(server, V2.request(server));
    demandValues(answer.json());
    for (Place output : V2.outputs(answer)) {
      demandValues(output);
    }
  }

  private static void demandValues(Place owner) throws Mismatch {
    Place parameters = owner.at("parameters");
    if (parameters.exists()) {
      parameters
          .object()
          .demand(
              "texts, numbers or booleans",
              n -> n.valueStream().allMatch(value -> value.isValueNode() && !value.isNull()));
    }
  }

  private static void version(Server server) throws IOException, Mismatch, NotApplicable {
    String path = V2Metadata.versionPath(server);
    Answer answer = server.post(path + "/infer", V2.request(server));
    V2.outputs(answer);
    answer.json().at("model_version").is(path.substring(path.lastIndexOf('/') + 1));
  }

  private static void chunks(Server server) throws IOException, Mismatch, NotApplicable {
    same(server, Call.post(V2.infer(server), V2.request(server)).inChunks());
  }
}
