package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Json;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.List;

/** The bodies of Millrace's own protocol. */
final class V1 {
  static final String PROBLEM = "application/problem+json";

  private V1() {}

  static String model(Server server) throws NotApplicable {
    return "/v1/models/" + server.model().name();
  }

  static String predict(Server server) throws NotApplicable {
    return model(server) + "/predict";
  }

  static ObjectNode row(JsonNode row) {
    ObjectNode body = Json.object();
    body.set("row", row);
    return body;
  }

  static ObjectNode rows(JsonNode... rows) {
    ObjectNode body = Json.object();
    ArrayNode list = body.putArray("rows");
    List.of(rows).forEach(list::add);
    return body;
  }

  static ObjectNode example(Server server) throws NotApplicable {
    return row(server.model().ownExample());
  }

  /** The prediction for one row, which has to be answered. */
  static Place predict(Server server, ObjectNode body) throws IOException, Mismatch, NotApplicable {
    Answer answer = server.post(predict(server), body);
    return answer.status(200).type("application/json").json().at("prediction").object();
  }

  /** The predictions for several rows, which have to be answered. */
  static List<Place> predictAll(Server server, ObjectNode body, int rows)
      throws IOException, Mismatch, NotApplicable {
    Answer answer = server.post(predict(server), body);
    return answer.status(200).type("application/json").json().at("predictions").list(rows);
  }

  /** Demands a problem as RFC 9457 writes it, and returns it. */
  static Place problem(Answer answer, int... statuses) throws Mismatch {
    Place json = answer.status(statuses).type(PROBLEM).json();
    json.at("title").text();
    json.at("code")
        .demand("a code such as BODY_INVALID", n -> n.asText().matches("[A-Z][A-Z0-9_]+"));
    json.at("status").demand("the status " + answer.status(), n -> n.asInt() == answer.status());
    if (json.at("detail").exists()) {
      json.at("detail").text();
    }
    return json;
  }

  static Place refused(Server server, String body, int... statuses)
      throws IOException, Mismatch, NotApplicable {
    return problem(server.post(predict(server), "application/json", body), statuses);
  }
}
