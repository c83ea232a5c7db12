package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Call;
import dev.millrace.conformance.server.Card.Column;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.List;

/** Bodies that are not what MLflow's protocol says. */
final class MlflowRefusals {
  private MlflowRefusals() {}

  static List<Check> checks() {
    return new Checks(Protocol.MLFLOW, "Local Inference Server Specification: errors")
        .add("A body that is no JSON is refused", s -> refused(s, "{\"dataframe_split\":"))
        .add("A body that is a list is refused", s -> refused(s, "[[1, 2], [3, 4]]"))
        .add("A body that is a number is refused", s -> refused(s, "42"))
        .add("An empty body is refused", s -> refused(s, ""))
        .add("An object without one of the four forms is refused", s -> refused(s, "{}"))
        .add(
            "An object of an unknown form is refused",
            s -> refused(s, "{\"dataframe_columns\":{\"a\":[1]}}"))
        .add("Two forms at once are refused", MlflowRefusals::two)
        .add("dataframe_split with a row of too few values is refused", MlflowRefusals::ragged)
        .add("A row without a required column is refused", MlflowRefusals::missing)
        .add("inputs whose columns have different lengths are refused", MlflowRefusals::lengths)
        .add("Bytes that are no UTF-8 are refused", MlflowRefusals::noUtf8)
        .add("A column that comes twice is refused", MlflowRefusals::twice)
        .add("Every problem of every row is in the message", MlflowRefusals::allProblems)
        .list();
  }

  private static void refused(Server server, String body) throws IOException, Mismatch {
    error(server.post(Mlflow.PATH, Call.JSON, body));
  }

  private static void error(Answer answer) throws Mismatch {
    Mlflow.error(answer.status(400));
  }

  private static void two(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode row = server.model().example();
    ObjectNode body = Mlflow.split(row);
    body.setAll(Mlflow.records(row));
    error(server.post(Mlflow.PATH, body));
  }

  private static void ragged(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode row = server.model().example();
    ObjectNode body = Mlflow.split(row);
    ((ArrayNode) body.path("dataframe_split").path("data").path(0)).remove(0);
    error(server.post(Mlflow.PATH, body));
  }

  private static void missing(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode row = server.model().example();
    row.remove(Rows.requiredColumn(server.model()));
    error(server.post(Mlflow.PATH, Mlflow.records(row)));
  }

  private static void lengths(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode row = server.model().example();
    if (row.size() < 2) {
      throw new NotApplicable("the model has only one column");
    }
    ObjectNode body = Mlflow.inputs(row);
    ObjectNode columns = (ObjectNode) body.path("inputs");
    String first = columns.fieldNames().next();
    ((ArrayNode) columns.path(first)).add(columns.path(first).path(0));
    error(server.post(Mlflow.PATH, body));
  }

  private static void noUtf8(Server server) throws IOException, Mismatch {
    byte[] body = {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'};
    error(server.send(Call.post(Mlflow.PATH, Call.JSON, body)));
  }

  /** MLflow's own server takes the last. */
  private static void twice(Server server) throws IOException, Mismatch, NotApplicable {
    server.model().own();
    String row = Rows.twice(server.model().example());
    refused(server, "{\"dataframe_records\":[" + row + "]}");
  }

  /** Every problem of every row, in the one message that the protocol has. */
  private static void allProblems(Server server) throws IOException, Mismatch, NotApplicable {
    Column required = Rows.required(server.model());
    ObjectNode bad = server.model().example();
    bad.remove(required.name());
    ObjectNode worse = server.model().example();
    worse.put("no_such_column", 1);
    Answer answer = server.post(Mlflow.PATH, Mlflow.records(bad, worse));
    error(answer);
    String message = answer.json().at("message").text();
    for (String word : List.of("row 1", required.name(), "row 2", "no_such_column")) {
      if (!message.contains(word)) {
        throw answer.mismatch("a message that names " + word);
      }
    }
  }
}
