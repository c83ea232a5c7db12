package dev.millrace.conformance.suite;

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
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Requests that are not what protocol v2 or the model says. */
final class V2Refusals {
  private V2Refusals() {}

  static List<Check> checks() {
    return new Checks(Protocol.V2, "Open Inference Protocol, HTTP/REST: errors")
        .add("A body that is no JSON is refused", s -> refused(s, "{\"inputs\":["))
        .add("A body that is a list is refused", s -> refused(s, "[]"))
        .add("An empty body is refused", s -> refused(s, ""))
        .add("A request without inputs is refused", s -> refused(s, "{\"id\":\"1\"}"))
        .add(
            "A request with an empty list of inputs is refused", s -> refused(s, "{\"inputs\":[]}"))
        .add("An input without a name is refused", s -> broken(s, input -> input.remove("name")))
        .add("An input without a shape is refused", s -> broken(s, input -> input.remove("shape")))
        .add(
            "An input without a datatype is refused",
            s -> broken(s, input -> input.remove("datatype")))
        .add("An input without data is refused", s -> broken(s, input -> input.remove("data")))
        .add(
            "A datatype that v2 does not have is refused",
            s -> broken(s, input -> input.put("datatype", "FLOAT")))
        .add("A shape that holds more than the data is refused", s -> shape(s, 2))
        .add("A negative size in a shape is refused", s -> shape(s, -1))
        .add("Data of another type are refused", V2Refusals::otherType)
        .add(
            "An unknown input is refused",
            s -> broken(s, input -> input.put("name", "no_such_input")))
        .add("An input that comes twice is refused", V2Refusals::twice)
        .add("A member that comes twice is refused", V2Refusals::memberTwice)
        .add("Inputs of different numbers of rows are refused", V2Refusals::uneven)
        .add("An input that is required is missed", V2Refusals::missing)
        .add("An error says everything that is wrong", V2Refusals::allProblems)
        .list();
  }

  private static void refused(Server server, String body)
      throws IOException, Mismatch, NotApplicable {
    V2.error(server.post(V2.infer(server), Call.JSON, body));
  }

  /** Refuses the request whose first input was changed. */
  private static void broken(Server server, Consumer<ObjectNode> change)
      throws IOException, Mismatch, NotApplicable {
    ObjectNode request = V2.request(server);
    change.accept((ObjectNode) request.path("inputs").path(0));
    V2.error(server.post(V2.infer(server), request));
  }

  private static void shape(Server server, int first) throws IOException, Mismatch, NotApplicable {
    broken(
        server, input -> ((ArrayNode) input.path("shape")).set(0, Json.object().numberNode(first)));
  }

  /** Lists within the data where a value is expected. */
  private static void otherType(Server server) throws IOException, Mismatch, NotApplicable {
    broken(server, input -> input.putArray("data").addObject().put("a", 1));
  }

  private static void twice(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode request = V2.request(server);
    ArrayNode inputs = (ArrayNode) request.path("inputs");
    inputs.add(inputs.path(0).deepCopy());
    V2.error(server.post(V2.infer(server), request));
  }

  /** The protocol says nothing of it, so that other servers may take the last. */
  private static void memberTwice(Server server) throws IOException, Mismatch, NotApplicable {
    server.model().own();
    refused(server, Rows.twice(V2.request(server)));
  }

  private static void uneven(Server server) throws IOException, Mismatch, NotApplicable {
    List<Tensor> three = V2.tensors(server, 3);
    if (three.size() < 2) {
      throw new NotApplicable("the model has only one input");
    }
    ObjectNode request = V2.request(server);
    ((ArrayNode) request.path("inputs")).set(0, three.get(0).flat());
    V2.error(server.post(V2.infer(server), request));
  }

  private static ObjectNode without(Server server, String column) throws NotApplicable {
    List<Tensor> rest =
        V2.tensors(server, 1).stream().filter(tensor -> !tensor.name().equals(column)).toList();
    return V2.request(rest);
  }

  private static void missing(Server server) throws IOException, Mismatch, NotApplicable {
    String column =
        server.model().card() == null
            ? server.model().v2().path("inputs").path(0).path("name").asText()
            : Rows.required(server.model()).name();
    V2.error(server.post(V2.infer(server), without(server, column)));
  }

  private static void allProblems(Server server) throws IOException, Mismatch, NotApplicable {
    String required = Rows.required(server.model()).name();
    ObjectNode request = without(server, required);
    String unknown = "no_such_input";
    ObjectNode more = V2.tensors(server, 1).get(0).flat().put("name", unknown);
    ((ArrayNode) request.path("inputs")).add(more);
    Answer answer = server.post(V2.infer(server), request);
    V2.error(answer.status(400));
    String message = answer.json().at("error").text();
    if (!message.contains(required) || !message.contains(unknown)) {
      throw answer.mismatch("an error that names " + required + " and " + unknown);
    }
  }
}
