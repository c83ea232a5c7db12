package dev.millrace.conformance.suite;

import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The models and the card of one. */
final class V1Models {
  private static final Set<String> TYPES =
      Set.of("category", "integer", "number", "boolean", "date", "timestamp");
  private static final String UNKNOWN = "/v1/models/no-such-model";

  private V1Models() {}

  static List<Check> checks() {
    return new Checks(Protocol.V1, "Models")
        .add("GET /v1/models lists the model", V1Models::listed)
        .add("A card says name, version, threshold and target", V1Models::card)
        .add("A card describes each column", V1Models::columns)
        .add("A card's example can be sent", V1Models::example)
        .add("The card of an unknown model is a problem with 404", V1Models::unknown)
        .add("GET /v1/status says the server's state and the model", V1Models::status)
        .add(
            "GET on predict is not allowed, and Allow says what is",
            s -> Http.notAllowed(s, "GET", V1.predict(s), "POST"))
        .list();
  }

  private static void listed(Server server) throws IOException, Mismatch, NotApplicable {
    Place models =
        server.get("/v1/models").status(200).type("application/json").json().at("models");
    for (Place model : models.list()) {
      model.at("version").text();
      if (model.at("name").text().equals(server.model().name())) {
        return;
      }
    }
    throw models.mismatch("the model " + server.model().name());
  }

  private static Place read(Server server) throws IOException, Mismatch, NotApplicable {
    return server.get(V1.model(server)).status(200).type("application/json").json();
  }

  private static void card(Server server) throws IOException, Mismatch, NotApplicable {
    Place card = read(server);
    card.at("name").is(server.model().name());
    card.at("version").text();
    card.at("threshold").probability();
    card.at("target").at("column").text();
    card.at("target").at("positive").text();
  }

  private static void columns(Server server) throws IOException, Mismatch, NotApplicable {
    Place columns = read(server).at("columns");
    if (columns.list().isEmpty()) {
      throw columns.mismatch("at least one column");
    }
    for (Place column : columns.list()) {
      column.at("name").text();
      column.at("type").demand("one of " + TYPES, n -> TYPES.contains(n.asText()));
      column.at("missing").bool();
    }
  }

  private static void example(Server server) throws IOException, Mismatch, NotApplicable {
    Place example = read(server).at("example").object();
    server.post(V1.predict(server), V1.row(example.node())).status(200);
  }

  private static void unknown(Server server) throws IOException, Mismatch, NotApplicable {
    V1.problem(server.get(UNKNOWN), 404);
    V1.problem(server.post(UNKNOWN + "/predict", V1.example(server)), 404);
  }

  private static void status(Server server) throws IOException, Mismatch, NotApplicable {
    Place json = server.get("/v1/status").status(200).type("application/json").json();
    json.at("server").at("state").is("ready");
    json.at("server").at("uptime_seconds").number();
    json.at("model").at("name").is(server.model().name());
    json.at("traffic").at("requests_per_second").number();
    json.at("traffic").at("latency_ms").object();
  }
}
