package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Call;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.List;

/** Which types of bodies are read. */
final class MlflowTypes {
  private MlflowTypes() {}

  static List<Check> checks() {
    return new Checks(Protocol.MLFLOW, "Local Inference Server Specification: content types")
        .add(
            "application/json; charset=utf-8 is read",
            s -> read(s, "application/json; charset=utf-8"))
        .add(
            "The name of the charset may be in capitals",
            s -> read(s, "application/json;charset=UTF-8"))
        .add("text/csv; charset=utf-8 is read", MlflowTypes::csv)
        .add("Another type is refused with 415", s -> refused(s, "application/xml"))
        .add(
            "A form's type is refused with 415",
            s -> refused(s, "application/x-www-form-urlencoded"))
        .add(
            "Another charset is refused with 415",
            s -> refused(s, "application/json; charset=latin1"))
        .add(
            "Parameters other than the charset are refused with 415",
            s -> refused(s, "application/json; format=pandas-split"))
        .add("A body without a type is refused with 415", MlflowTypes::untyped)
        .list();
  }

  private static ObjectNode body(Server server) throws NotApplicable {
    return Mlflow.split(server.model().example());
  }

  private static void read(Server server, String type) throws IOException, Mismatch, NotApplicable {
    Mlflow.predictions(server.post(Mlflow.PATH, type, body(server).toString()), 1);
  }

  private static void csv(Server server) throws IOException, Mismatch, NotApplicable {
    String text = Mlflow.csv(server.model().example());
    Mlflow.predictions(server.post(Mlflow.PATH, "text/csv; charset=utf-8", text), 1);
  }

  private static void refused(Server server, String type)
      throws IOException, Mismatch, NotApplicable {
    server.post(Mlflow.PATH, type, body(server).toString()).status(415).type("text/plain");
  }

  /** MLflow's own server answers 500 to it; a server of ours may not. */
  private static void untyped(Server server) throws IOException, Mismatch, NotApplicable {
    server.model().own();
    server.send(Call.post(Mlflow.PATH, body(server)).without("Content-Type")).status(415);
  }
}
