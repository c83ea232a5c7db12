package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The OpenAPI document and the pages for people. */
final class DocumentChecks {
  private DocumentChecks() {}

  static List<Check> checks() {
    return new Checks(Protocol.OPERATIONS, "OpenAPI 3 and pages")
        .add("GET /openapi.json is a document of OpenAPI 3", DocumentChecks::document)
        .add("Each reference within the document leads somewhere", DocumentChecks::references)
        .add("The document describes the routes of all protocols", DocumentChecks::routes)
        .add("Each route of the document that can be read is there", DocumentChecks::alive)
        .add("GET /docs is a page", s -> page(s, "/docs"))
        .add("GET / is a page", s -> page(s, "/"))
        .list();
  }

  private static Place read(Server server) throws IOException, Mismatch {
    return server.get("/openapi.json").status(200).type("application/json").json();
  }

  private static void document(Server server) throws IOException, Mismatch {
    Place json = read(server);
    json.at("openapi").demand("a version 3.x.y", n -> n.asText().matches("3\\.\\d+\\.\\d+"));
    json.at("info").at("title").text();
    json.at("info").at("version").text();
    json.at("paths").object();
  }

  private static void references(Server server) throws IOException, Mismatch {
    Place json = read(server);
    for (JsonNode reference : json.node().findValues("$ref")) {
      String pointer = reference.asText();
      if (!pointer.startsWith("#/") || json.node().at(pointer.substring(1)).isMissingNode()) {
        throw json.mismatch("something at " + pointer);
      }
    }
  }

  private static void routes(Server server) throws IOException, Mismatch, NotApplicable {
    server.model().own();
    Place paths = read(server).at("paths");
    for (String route : List.of("/invocations", "/ping", "/live", "/ready", "/metrics")) {
      paths.at(route).object();
    }
    for (String end : List.of("/predict", "/infer")) {
      paths.demand(
          "a path that ends in " + end,
          n -> n.properties().stream().anyMatch(entry -> entry.getKey().endsWith(end)));
    }
  }

  private static void alive(Server server) throws IOException, Mismatch {
    Place paths = read(server).at("paths");
    for (Map.Entry<String, JsonNode> path : paths.node().properties()) {
      if (path.getValue().has("get") && !path.getKey().contains("{")) {
        Answer answer = server.get(path.getKey());
        if (answer.status() == 404 || answer.status() == 405) {
          throw answer.mismatch("the route that the document describes");
        }
      }
    }
  }

  private static void page(Server server, String path) throws IOException, Mismatch {
    Answer answer = server.get(path).status(200).type("text/html");
    if (!answer.text().strip().toLowerCase(Locale.ROOT).startsWith("<!doctype html>")) {
      throw answer.mismatch("a page that starts with <!doctype html>");
    }
  }
}
