package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Call;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.List;

/** The server's own description and health. */
final class V2Server {
  private V2Server() {}

  static List<Check> checks() {
    return new Checks(Protocol.V2, "Open Inference Protocol, HTTP/REST: server")
        .add("GET /v2 says name, version and extensions", V2Server::metadata)
        .add("GET /v2/health/live answers 200", s -> s.get("/v2/health/live").status(200))
        .add("GET /v2/health/ready answers 200", s -> s.get("/v2/health/ready").status(200))
        .add(
            "POST /v2 is not allowed, and Allow says what is",
            s -> Http.notAllowed(s, "POST", "/v2", "GET"))
        .add("GET /v2/ answers as GET /v2", V2Server::slash)
        .add("An unknown route of /v2 is an error of the protocol with 404", V2Server::unknown)
        .add("A method that is not allowed is an error of the protocol", V2Server::notAllowed)
        .list();
  }

  private static void metadata(Server server) throws IOException, Mismatch {
    Place json = server.get("/v2").status(200).type("application/json").json();
    json.at("name").text();
    json.at("version").text();
    for (Place extension : json.at("extensions").list()) {
      extension.text();
    }
  }

  private static void slash(Server server) throws IOException, Mismatch, NotApplicable {
    server.model().own();
    JsonNode expected = server.get("/v2").status(200).json().node();
    server.get("/v2/").status(200).json().demand(expected.toString(), expected::equals);
  }

  private static void unknown(Server server) throws IOException, Mismatch, NotApplicable {
    server.model().own();
    V2.error(server.get("/v2/no/such/route").status(404));
  }

  private static void notAllowed(Server server) throws IOException, Mismatch, NotApplicable {
    server.model().own();
    V2.error(server.send(Call.of("DELETE", "/v2")).status(405));
    V2.error(server.get(V2.infer(server)).status(405));
  }
}
