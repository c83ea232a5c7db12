package dev.millrace.conformance.tiny;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.server.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Millrace's own protocol. */
final class TinyV1 {
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();

  int answered() {
    return answered.get();
  }

  Say answer(Ask ask) {
    try {
      return route(ask).with("Cache-Control", "no-store");
    } catch (No no) {
      return problem(no);
    }
  }

  private Say route(Ask ask) throws No {
    return switch (ask.path()) {
      case "/v1/models" -> Say.json(200, models());
      case "/v1/models/tiny" -> Say.json(200, card());
      case "/v1/models/tiny/predict" -> predict(ask);
      case "/v1/status" -> Say.json(200, status());
      default -> throw new No(404, "There is no such route.");
    };
  }

  static Say problem(No no) {
    ObjectNode json = Json.object();
    json.put("title", no.getMessage());
    json.put("status", no.status);
    json.put("code", no.problems.isEmpty() ? "BODY_INVALID" : "CONTRACT_VIOLATED");
    if (!no.problems.isEmpty()) {
      ArrayNode problems = json.putArray("problems");
      no.problems.forEach(
          p ->
              problems
                  .addObject()
                  .put("row", p.row())
                  .put("column", p.column())
                  .put("message", p.message()));
    }
    return Say.of(no.status, "application/problem+json", json.toString());
  }

  private static ObjectNode models() {
    ObjectNode json = Json.object();
    json.putArray("models")
        .addObject()
        .put("name", TinyModel.NAME)
        .put("version", TinyModel.VERSION);
    return json;
  }

  private static ObjectNode card() {
    ObjectNode card = Json.object();
    card.put("name", TinyModel.NAME).put("version", TinyModel.VERSION);
    card.put("threshold", TinyModel.THRESHOLD).put("key", "customer");
    card.putObject("target").put("column", "churned").put("positive", "Yes");
    card.set("columns", TinyModel.columns());
    card.set("example", TinyModel.example());
    return card;
  }

  private static ObjectNode status() {
    ObjectNode json = Json.object();
    json.putObject("server").put("state", "ready").put("uptime_seconds", 4);
    json.putObject("model").put("name", TinyModel.NAME);
    json.putObject("traffic").put("requests_per_second", 0.5).putObject("latency_ms").put("p50", 1);
    return json;
  }

  private Say predict(Ask ask) throws No {
    if (!ask.header("Content-Type").startsWith("application/json")) {
      throw new No(415, "Send application/json.");
    }
    JsonNode body = TinyModel.read(ask.body());
    checkForm(body);
    List<JsonNode> rows = rows(body);
    int reasons = reasons(body);
    TinyModel.check(rows);
    answered.incrementAndGet();
    return Say.json(200, answer(body, rows, reasons));
  }

  private static void checkForm(JsonNode body) throws No {
    if (!body.isObject() || body.has("row") == body.has("rows")) {
      throw new No(400, "Send an object with row or rows.");
    }
    for (var entry : body.properties()) {
      if (!Set.of("row", "rows", "reasons").contains(entry.getKey())) {
        throw new No(400, "There is no '" + entry.getKey() + "'. Did you mean 'reasons'?");
      }
    }
  }

  private static List<JsonNode> rows(JsonNode body) throws No {
    List<JsonNode> rows = new ArrayList<>();
    if (body.has("row")) {
      rows.add(body.path("row"));
    } else {
      body.path("rows").forEach(rows::add);
    }
    if (rows.isEmpty() || rows.stream().anyMatch(row -> !row.isObject())) {
      throw new No(400, "A row is an object.");
    }
    return rows;
  }

  private static int reasons(JsonNode body) throws No {
    JsonNode reasons = body.path("reasons");
    if (reasons.isMissingNode()) {
      return 0;
    }
    if (!reasons.isInt() || reasons.asInt() < 0 || reasons.asInt() > 2) {
      throw new No(400, "'reasons' is a number from 0 to 2.");
    }
    return reasons.asInt();
  }

  private ObjectNode answer(JsonNode body, List<JsonNode> rows, int reasons) {
    ObjectNode json = Json.object();
    json.put("model", TinyModel.NAME).put("version", TinyModel.VERSION);
    json.put("threshold", TinyModel.THRESHOLD);
    if (body.has("row")) {
      json.set("prediction", prediction(rows.get(0), reasons));
    } else {
      ArrayNode predictions = json.putArray("predictions");
      rows.forEach(row -> predictions.add(prediction(row, reasons)));
    }
    return json;
  }

  private ObjectNode prediction(JsonNode row, int reasons) {
    double probability = TinyModel.probability(row);
    ObjectNode json = Json.object().put("id", "p" + ids.incrementAndGet());
    if (row.has("customer")) {
      json.put("key", row.path("customer").asText());
    }
    json.put("probability", probability).put("decision", probability >= TinyModel.THRESHOLD);
    if (reasons > 0) {
      ArrayNode list = json.putArray("reasons");
      list.addObject().put("column", "plan").put("effect", -0.5).put("text", "plan = pro");
      if (reasons > 1) {
        list.addObject().put("column", "tenure").put("effect", 0.2).put("text", "tenure = 12");
      }
    }
    return json;
  }
}
