package dev.millrace.conformance.suite;

import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import java.util.List;

/** What an orchestrator asks. */
final class ProbeChecks {
  private ProbeChecks() {}

  static List<Check> checks() {
    return new Checks(Protocol.OPERATIONS, "Probes")
        .add("GET /live answers 200", s -> s.get("/live").status(200))
        .add("GET /ready answers 200", s -> s.get("/ready").status(200))
        .add(
            "POST /live is not allowed, and Allow says what is",
            s -> Http.notAllowed(s, "POST", "/live", "GET"))
        .list();
  }
}
