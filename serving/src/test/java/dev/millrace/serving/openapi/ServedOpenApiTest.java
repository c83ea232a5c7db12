package dev.millrace.serving.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.contract.support.Json;
import dev.millrace.serving.server.Served;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document beside the server that it describes. */
class ServedOpenApiTest {
  private static Served served;
  private static JsonNode document;

  @BeforeAll
  static void start() throws IOException {
    served = Served.start(Served.modelPackage(1), Map.of());
    document = Json.mapper().readTree(served.get("/openapi.json").body());
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  /** A request that the document tells of. */
  private record Operation(String method, String path, JsonNode told) {
    HttpResponse<String> send(String type, String body) {
      return served.send(
          served.request(path).header("content-type", type).method(method, publisher(body)));
    }

    private static BodyPublisher publisher(String body) {
      return body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    }
  }

  private static List<Operation> operations() {
    String version = document.at("/info/version").asText();
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (String method : List.of("get", "post")) {
        if (path.getValue().has(method)) {
          String filled = path.getKey().replace("{version}", version);
          operations.add(
              new Operation(method.toUpperCase(Locale.ROOT), filled, path.getValue().path(method)));
        }
      }
    }
    return operations;
  }

  @Test
  void every_operation_told_is_served_and_answers_as_told() {
    for (Operation operation : operations()) {
      int status = operation.send("application/json", "").statusCode();
      assertThat(status).as(operation.path()).isNotIn(404, 405, 500);
      assertThat(operation.told().path("responses").has(String.valueOf(status)))
          .as(operation.method() + " " + operation.path() + " answers " + status)
          .isTrue();
    }
  }

  @Test
  void every_example_of_a_prediction_is_accepted() {
    int sent = 0;
    for (Operation operation : operations()) {
      for (Map.Entry<String, JsonNode> media :
          operation.told().at("/requestBody/content").properties()) {
        for (JsonNode example : examples(media.getValue())) {
          if (!operation.path().equals("/v1/outcomes")) { // its id is of no prediction
            String body = example.isTextual() ? example.textValue() : example.toString();
            HttpResponse<String> answer = operation.send(media.getKey(), body);
            assertThat(answer.statusCode()).as(operation.path() + answer.body()).isEqualTo(200);
            sent++;
          }
        }
      }
    }
    assertThat(sent).isEqualTo(9);
  }

  private static Iterable<JsonNode> examples(JsonNode media) {
    if (media.has("example")) {
      return List.of(media.get("example"));
    }
    return media.path("examples").findValues("value");
  }

  @Test
  void answers_fit_what_is_told_of_their_fields() throws IOException {
    for (Operation operation : operations()) {
      JsonNode schema = operation.told().at("/responses/200/content/application~1json/schema");
      boolean told = schema.has("properties") || schema.has("$ref");
      if (told && operation.method().equals("GET")) {
        HttpResponse<String> answer = operation.send("application/json", "");
        if (answer.statusCode() == 200) {
          JsonNode body = Json.mapper().readTree(answer.body());
          for (JsonNode field : required(schema)) {
            assertThat(body.has(field.asText())).as(operation.path() + " " + field).isTrue();
          }
        }
      }
    }
  }

  private static JsonNode required(JsonNode schema) {
    JsonNode at =
        schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
    return at.has("required") ? at.get("required") : JsonNodeFactory.instance.arrayNode();
  }
}
