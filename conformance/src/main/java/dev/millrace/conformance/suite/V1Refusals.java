package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Call;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.List;

/** Bodies that are not what {@code /v1} says. */
final class V1Refusals {
  private V1Refusals() {}

  static List<Check> checks() {
    return new Checks(Protocol.V1, "Refusals")
        .add("A body that is no JSON is a problem", s -> V1.refused(s, "{\"row\":", 400))
        .add("Text behind the body is a problem", V1Refusals::trailing)
        .add("A body that is a list is a problem", s -> V1.refused(s, "[1]", 400))
        .add("An empty body is a problem", s -> V1.refused(s, "", 400))
        .add("Neither row nor rows is a problem", s -> V1.refused(s, "{}", 400))
        .add("Both row and rows are a problem", V1Refusals::both)
        .add("No rows are a problem", s -> V1.refused(s, "{\"rows\":[]}", 400))
        .add("A row that is no object is a problem", s -> V1.refused(s, "{\"row\":[1]}", 400))
        .add("A row among others that is no object is a problem", V1Refusals::noObject)
        .add("An unknown member beside the row is named", V1Refusals::unknownMember)
        .add("A column that comes twice is a problem", V1Refusals::twice)
        .add("Another type than JSON is refused with 415", V1Refusals::type)
        .add("A body nested a thousand levels deep is refused", V1Refusals::deep)
        .list();
  }

  private static void trailing(Server server) throws IOException, Mismatch, NotApplicable {
    V1.refused(server, V1.example(server) + " x", 400);
  }

  private static void both(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode body = V1.rows(server.model().ownExample());
    body.set("row", server.model().ownExample());
    V1.refused(server, body.toString(), 400);
  }

  private static void noObject(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode body = V1.rows(server.model().ownExample());
    body.withArray("rows").add(3);
    V1.refused(server, body.toString(), 400);
  }

  private static void unknownMember(Server server) throws IOException, Mismatch, NotApplicable {
    String body = V1.example(server).put("reason", 2).toString();
    Answer answer = server.post(V1.predict(server), Call.JSON, body);
    V1.problem(answer, 400);
    if (!answer.text().contains("'reason'") || !answer.text().contains("reasons")) {
      throw answer.mismatch("a problem that names 'reason' and what was meant, reasons,");
    }
  }

  private static void twice(Server server) throws IOException, Mismatch, NotApplicable {
    String row = Rows.twice(server.model().ownExample());
    V1.refused(server, "{\"row\":" + row + "}", 400);
  }

  private static void type(Server server) throws IOException, Mismatch, NotApplicable {
    String body = V1.example(server).toString();
    V1.problem(server.post(V1.predict(server), "text/plain", body), 415);
  }

  private static void deep(Server server) throws IOException, Mismatch, NotApplicable {
    String body = "{\"row\":" + "{\"a\":".repeat(1000) + "1" + "}".repeat(1001);
    V1.refused(server, body, 400, 413);
  }
}
