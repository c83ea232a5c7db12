package dev.millrace.conformance.suite;

import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Mismatch;
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
}
