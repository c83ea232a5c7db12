package dev.millrace.conformance.suite;

import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.List;

/** Whether the server lives, and which MLflow it speaks for. */
final class MlflowProbes {
  private MlflowProbes() {}

  static List<Check> checks() {
    return new Checks(Protocol.MLFLOW, "Local Inference Server Specification: endpoints")
        .add("GET /ping answers 200 with a line break, as application/json", s -> probe(s, "/ping"))
        .add(
            "GET /health answers 200 with a line break, as application/json",
            s -> probe(s, "/health"))
        .add("GET /version answers MLflow's version as bare text", MlflowProbes::version)
        .add(
            "POST /ping is not allowed, and Allow says what is",
            s -> Http.notAllowed(s, "POST", "/ping", "GET"))
        .add(
            "GET /invocations is not allowed, and Allow says what is",
            s -> Http.notAllowed(s, "GET", Mlflow.PATH, "POST"))
        .list();
  }

  private static void probe(Server server, String path) throws IOException, Mismatch {
    Answer answer = server.get(path).status(200).type("application/json");
    if (!answer.text().equals("\n")) {
      throw answer.mismatch("a body that is one line break");
    }
  }

  private static void version(Server server) throws IOException, Mismatch {
    Answer answer = server.get("/version").status(200).type("application/json");
    if (!answer.text().matches("\\d+\\.\\d+\\.\\d+\\S*")) {
      throw answer.mismatch("a version such as 3.17.2, without quotes");
    }
  }
}
