package dev.millrace.conformance.tiny;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.server.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Protocol v2 with all its extensions. */
final class TinyV2 {
  static final String LENGTH = "Inference-Header-Content-Length";

  private static final List<String> OUTPUTS = List.of("probability", "decision", "id");

  private final AtomicInteger answered = new AtomicInteger();

  Say answer(Ask ask) {
    try {
      return route(ask);
    } catch (No no) {
      return error(no);
    }
  }

  static Say error(No no) {
    return Say.json(no.status, Json.object().put("error", no.told()));
  }

  private Say route(Ask ask) throws No {
    String path = ask.path().replace("/versions/" + TinyModel.VERSION, "");
    return switch (path) {
      case "/v2", "/v2/" -> Say.json(200, server());
      case "/v2/health/live" -> Say.json(200, Json.object().put("live", true));
      case "/v2/health/ready" -> Say.json(200, Json.object().put("ready", true));
      case "/v2/models/tiny" -> Say.json(200, metadata());
      case "/v2/models/tiny/ready" ->
          Say.json(200, Json.object().put("name", TinyModel.NAME).put("ready", true));
      case "/v2/models/tiny/infer" -> infer(ask);
      case "/v2/models/tiny/stats" -> Say.json(200, stats());
      case "/v2/repository/index" -> Say.json(200, index());
      default -> throw new No(404, "There is no such model.");
    };
  }

  private static ObjectNode server() {
    ObjectNode json = Json.object().put("name", "tiny").put("version", "1");
    json.putArray("extensions").add("binary_tensor_data").add("statistics").add("model_repository");
    return json;
  }

  private static ObjectNode metadata() {
    ObjectNode json = Json.object().put("name", TinyModel.NAME).put("platform", "tiny");
    json.putArray("versions").add(TinyModel.VERSION);
    ArrayNode inputs = json.putArray("inputs");
    tensor(inputs, "tenure", "FP64").putArray("shape").add(-1);
    tensor(inputs, "plan", "BYTES").putArray("shape").add(-1).add(1);
    ArrayNode outputs = json.putArray("outputs");
    tensor(outputs, "probability", "FP64").putArray("shape").add(-1).add(1);
    tensor(outputs, "decision", "BOOL").putArray("shape").add(-1);
    tensor(outputs, "id", "BYTES").putArray("shape").add(-1);
    return json;
  }

  private static ObjectNode tensor(ArrayNode tensors, String name, String datatype) {
    return tensors.addObject().put("name", name).put("datatype", datatype);
  }

  private ObjectNode stats() {
    ObjectNode json = Json.object();
    ObjectNode stats = json.putArray("model_stats").addObject();
    stats.put("name", TinyModel.NAME).put("inference_count", answered.get());
    stats.putObject("inference_stats").putObject("success").put("count", answered.get());
    return json;
  }

  private static ArrayNode index() {
    ArrayNode index = Json.array();
    index.addObject().put("name", TinyModel.NAME).put("state", "READY");
    return index;
  }

  private Say infer(Ask ask) throws No {
    byte[] body = ask.body();
    byte[] tail = {};
    String length = ask.header(LENGTH);
    if (!length.isEmpty()) {
      if (!length.matches("\\d{1,6}") || Integer.parseInt(length) > body.length) {
        throw new No(400, LENGTH + " is no length within the body.");
      }
      tail = java.util.Arrays.copyOfRange(body, Integer.parseInt(length), body.length);
      body = java.util.Arrays.copyOf(body, Integer.parseInt(length));
    }
    JsonNode request = TinyModel.read(body);
    List<JsonNode> rows = new TinyTensors(tail).rows(request.path("inputs"));
    TinyModel.check(rows);
    answered.incrementAndGet();
    return answer(request, rows);
  }

  private static Say answer(JsonNode request, List<JsonNode> rows) throws No {
    ObjectNode json = Json.object();
    json.put("model_name", TinyModel.NAME).put("model_version", TinyModel.VERSION);
    if (request.has("id")) {
      json.set("id", request.path("id"));
    }
    ArrayNode outputs = json.putArray("outputs");
    ByteArrayOutputStream tail = new ByteArrayOutputStream();
    boolean all = request.path("parameters").path("binary_data_output").asBoolean();
    for (JsonNode asked : asked(request)) {
      ObjectNode output = output(asked.path("name").asText(), rows);
      if (asked.path("parameters").path("binary_data").asBoolean(all)) {
        byte[] bytes = TinyTensors.bytes(output.remove("data"));
        output.putObject("parameters").put("binary_data_size", bytes.length);
        tail.writeBytes(bytes);
      }
      outputs.add(output);
    }
    return tail.size() == 0 ? Say.json(200, json) : binary(json, tail.toByteArray());
  }

  private static Say binary(ObjectNode json, byte[] tail) {
    byte[] head = json.toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(head);
    body.writeBytes(tail);
    return Say.of(200, "application/octet-stream", body.toByteArray())
        .with(LENGTH, String.valueOf(head.length));
  }

  private static List<JsonNode> asked(JsonNode request) throws No {
    List<JsonNode> asked = new ArrayList<>();
    request.path("outputs").forEach(asked::add);
    for (JsonNode output : asked) {
      if (!OUTPUTS.contains(output.path("name").asText())) {
        throw new No(400, "There is no output " + output.path("name") + ".");
      }
    }
    if (asked.isEmpty()) {
      OUTPUTS.forEach(name -> asked.add(Json.object().put("name", name)));
    }
    return asked;
  }

  private static ObjectNode output(String name, List<JsonNode> rows) {
    ObjectNode output = Json.object().put("name", name);
    ArrayNode shape = output.putArray("shape").add(rows.size());
    ArrayNode data = output.putArray("data");
    switch (name) {
      case "probability" -> {
        output.put("datatype", "FP64");
        shape.add(1);
        rows.forEach(row -> data.add(TinyModel.probability(row)));
      }
      case "decision" -> {
        output.put("datatype", "BOOL");
        rows.forEach(row -> data.add(TinyModel.probability(row) >= TinyModel.THRESHOLD));
      }
      default -> {
        output.put("datatype", "BYTES");
        rows.forEach(row -> data.add(UUID.randomUUID().toString()));
      }
    }
    return output;
  }
}
