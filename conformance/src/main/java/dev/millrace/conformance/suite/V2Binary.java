package dev.millrace.conformance.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Tensors as bytes, in both directions, where the server says that it can. */
final class V2Binary {
  private V2Binary() {}

  static List<Check> checks() {
    return new Checks(Protocol.V2, "Open Inference Protocol: binary tensor data extension")
        .add("Inputs as bytes mean what inputs of JSON mean", V2Binary::inputs)
        .add("Inputs as bytes may come beside inputs of JSON", V2Binary::mixed)
        .add("All outputs come as bytes with binary_data_output", V2Binary::allOutputs)
        .add("One output comes as bytes with its own binary_data", V2Binary::oneOutput)
        .add("A binary_data_size that is too small is refused", s -> resized(s, -1))
        .add("A binary_data_size beyond the body is refused", s -> resized(s, 1_000_000))
        .add("Bytes that no input claims are refused", V2Binary::unclaimed)
        .add("A JSON length beyond the body is refused", s -> length(s, "1000000"))
        .add("A JSON length that is no number is refused", s -> length(s, "ten"))
        .add("A negative JSON length is refused", s -> length(s, "-1"))
        .list();
  }

  private static void demandExtension(Server server) throws IOException, Mismatch, NotApplicable {
    V2Extensions.demand(server, "binary_tensor_data");
  }

  private static Call call(Server server) throws IOException, Mismatch, NotApplicable {
    demandExtension(server);
    return Binary.call(V2.infer(server), Json.object(), V2.tensors(server, 2));
  }

  private static void same(Server server, Call call) throws IOException, Mismatch, NotApplicable {
    Steady expected = V2.steady(server, 2);
    Answer answer = server.send(call);
    V2.outputs(answer);
    expected.demandSame(answer);
  }

  private static void inputs(Server server) throws IOException, Mismatch, NotApplicable {
    same(server, call(server));
  }

  private static void mixed(Server server) throws IOException, Mismatch, NotApplicable {
    demandExtension(server);
    List<Tensor> tensors = V2.tensors(server, 2);
    ObjectNode json = V2.request(tensors);
    byte[] bytes = Binary.bytes(tensors.get(0));
    ObjectNode head = tensors.get(0).head();
    head.putObject("parameters").put("binary_data_size", bytes.length);
    ((ArrayNode) json.path("inputs")).set(0, head);
    same(server, Binary.call(V2.infer(server), json, bytes));
  }

  private static void allOutputs(Server server) throws IOException, Mismatch, NotApplicable {
    demandExtension(server);
    ObjectNode request = V2.request(V2.tensors(server, 2));
    request.putObject("parameters").put("binary_data_output", true);
    compare(server.post(V2.infer(server), request), V2.steady(server, 2), true);
  }

  private static void oneOutput(Server server) throws IOException, Mismatch, NotApplicable {
    demandExtension(server);
    Steady expected = V2.steady(server, 2);
    ObjectNode request = V2.request(V2.tensors(server, 2));
    for (int i = 0; i < expected.node().size(); i++) {
      ObjectNode output = request.withArray("outputs").addObject();
      output.put("name", expected.node().path(i).path("name").asText());
      output.putObject("parameters").put("binary_data", i == 0);
    }
    compare(server.post(V2.infer(server), request), expected, false);
  }

  /** Compares each output, be it bytes or JSON, with the same one of JSON. */
  private static void compare(Answer answer, Steady expected, boolean allBinary)
      throws Mismatch, NotApplicable {
    int offset = headLength(answer.status(200).type(Binary.TYPE));
    Place outputs = new Place(answer, "outputs", head(answer, offset).path("outputs"));
    List<Place> list = outputs.list(expected.node().size());
    for (int i = 0; i < list.size(); i++) {
      Place output = list.get(i);
      boolean binary = allBinary || i == 0;
      int size = binary ? (int) output.at("parameters").at("binary_data_size").number() : 0;
      List<JsonNode> values =
          binary
              ? values(output, slice(answer, offset, size))
              : V2.flatten(output.at("data").node());
      offset += size;
      List<JsonNode> wanted = V2.flatten(expected.node().path(i).path("data"));
      if (values.size() != wanted.size() || (expected.holds(i) && !V2.same(values, wanted))) {
        throw output.mismatch("the values " + wanted + " (the bytes say " + values + ")");
      }
    }
    if (offset != answer.body().length) {
      throw answer.mismatch("a body that ends with the last output");
    }
  }

  private static List<JsonNode> values(Place output, byte[] bytes) throws Mismatch, NotApplicable {
    output.at("data").isAbsent();
    try {
      return Binary.values(output.at("datatype").text(), bytes);
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw output.mismatch("bytes that end with a value");
    }
  }

  private static byte[] slice(Answer answer, int offset, int size) throws Mismatch {
    if (size < 0 || offset + size > answer.body().length) {
      throw answer.mismatch("a binary_data_size within the body");
    }
    return Arrays.copyOfRange(answer.body(), offset, offset + size);
  }

  private static int headLength(Answer answer) throws Mismatch {
    try {
      int length = Integer.parseInt(answer.header(Binary.LENGTH));
      if (length >= 0 && length <= answer.body().length) {
        return length;
      }
    } catch (NumberFormatException e) {
      throw answer.mismatch("a number in the header " + Binary.LENGTH);
    }
    throw answer.mismatch("a length within the body in the header " + Binary.LENGTH);
  }

  private static JsonNode head(Answer answer, int length) throws Mismatch {
    try {
      return Json.read(new String(answer.body(), 0, length, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw answer.mismatch("JSON up to " + Binary.LENGTH);
    }
  }

  private static void resized(Server server, int by) throws IOException, Mismatch, NotApplicable {
    demandExtension(server);
    List<Tensor> tensors = V2.tensors(server, 2);
    ObjectNode json = V2.request(tensors);
    byte[] bytes = Binary.bytes(tensors.get(0));
    ObjectNode head = tensors.get(0).head();
    head.putObject("parameters").put("binary_data_size", bytes.length + by);
    ((ArrayNode) json.path("inputs")).set(0, head);
    V2.error(server.send(Binary.call(V2.infer(server), json, bytes)));
  }

  private static void unclaimed(Server server) throws IOException, Mismatch, NotApplicable {
    demandExtension(server);
    ObjectNode json = V2.request(V2.tensors(server, 2));
    V2.error(server.send(Binary.call(V2.infer(server), json, new byte[16])));
  }

  private static void length(Server server, String length)
      throws IOException, Mismatch, NotApplicable {
    V2.error(server.send(call(server).with(Binary.LENGTH, length)));
  }
}
