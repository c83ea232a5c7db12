package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Card.Column;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Rows that do not fit the model's contract. */
final class V1Problems {
  private static final String CODE = "CONTRACT_VIOLATED";

  private V1Problems() {}

  static List<Check> checks() {
    return new Checks(Protocol.V1, "Problems of rows")
        .add("A required value that is left out is named", V1Problems::leftOut)
        .add("A required value that is null is named", V1Problems::isNull)
        .add("A text where a number belongs is named", V1Problems::mistyped)
        .add("A number below its range is named", V1Problems::tooSmall)
        .add("A number above its range is named", V1Problems::tooLarge)
        .add("A value outside those allowed is named", V1Problems::notAllowed)
        .add("A list or an object as a value is named", V1Problems::nested)
        .add("An unknown column is named, with what was meant", V1Problems::unknown)
        .add("Every problem of every row is named with its row", V1Problems::all)
        .list();
  }

  /** Sends a row whose one column is wrong and demands that this is said. */
  private static void named(Server server, ObjectNode row, String column)
      throws IOException, Mismatch, NotApplicable {
    Answer answer = server.post(V1.predict(server), V1.row(row));
    List<Place> problems = problems(answer);
    if (problems.size() != 1) {
      throw answer.mismatch("one problem");
    }
    problems.get(0).at("row").demand("row 1", n -> n.asInt() == 1);
    problems.get(0).at("column").is(column);
    problems.get(0).at("message").text();
  }

  private static List<Place> problems(Answer answer) throws Mismatch {
    Place json = V1.problem(answer, 400);
    json.at("code").is(CODE);
    return json.at("problems").list();
  }

  private static void leftOut(Server server) throws IOException, Mismatch, NotApplicable {
    String column = Rows.required(server.model()).name();
    ObjectNode row = server.model().ownExample();
    row.remove(column);
    named(server, row, column);
  }

  private static void isNull(Server server) throws IOException, Mismatch, NotApplicable {
    String column = Rows.required(server.model()).name();
    named(server, server.model().ownExample().putNull(column), column);
  }

  private static void mistyped(Server server) throws IOException, Mismatch, NotApplicable {
    Column column = server.model().own().column("of numbers", Column::isNumeric);
    named(server, server.model().ownExample().put(column.name(), "many"), column.name());
  }

  private static void tooSmall(Server server) throws IOException, Mismatch, NotApplicable {
    Column column = bounded(server, "min");
    double value = column.node().path("min").asDouble() - 1;
    named(server, server.model().ownExample().put(column.name(), value), column.name());
  }

  private static void tooLarge(Server server) throws IOException, Mismatch, NotApplicable {
    Column column = bounded(server, "max");
    double value = column.node().path("max").asDouble() + 1;
    named(server, server.model().ownExample().put(column.name(), value), column.name());
  }

  private static Column bounded(Server server, String bound) throws NotApplicable {
    return server
        .model()
        .own()
        .column("of numbers with a " + bound, c -> c.isNumeric() && c.has(bound));
  }

  private static void notAllowed(Server server) throws IOException, Mismatch, NotApplicable {
    Column column = server.model().own().column("with a list of values", Column::isClosed);
    named(server, server.model().ownExample().put(column.name(), "no such value"), column.name());
  }

  private static void nested(Server server) throws IOException, Mismatch, NotApplicable {
    String column = Rows.required(server.model()).name();
    ObjectNode list = server.model().ownExample();
    list.putArray(column).add(1);
    V1.problem(server.post(V1.predict(server), V1.row(list)), 400);
    ObjectNode object = server.model().ownExample();
    object.putObject(column).put("a", 1);
    V1.problem(server.post(V1.predict(server), V1.row(object)), 400);
  }

  private static void unknown(Server server) throws IOException, Mismatch, NotApplicable {
    String known = Rows.required(server.model()).name();
    String misspelt = known + "x";
    ObjectNode row = server.model().ownExample().put(misspelt, 1);
    named(server, row, misspelt);
    Answer answer = server.post(V1.predict(server), V1.row(row));
    Place message = problems(answer).get(0).at("message");
    message.demand("a text that names " + known, n -> n.asText().contains(known));
  }

  private static void all(Server server) throws IOException, Mismatch, NotApplicable {
    String required = Rows.required(server.model()).name();
    ObjectNode good = server.model().ownExample();
    ObjectNode bad = server.model().ownExample().putNull(required);
    ObjectNode worse = server.model().ownExample().putNull(required).put("no_such_column", 1);
    Answer answer = server.post(V1.predict(server), V1.rows(good, bad, worse));
    List<String> places = new ArrayList<>();
    for (Place problem : problems(answer)) {
      places.add(problem.at("row").node().asInt() + " " + problem.at("column").text());
    }
    List<String> expected = List.of("2 " + required, "3 no_such_column", "3 " + required);
    if (places.size() != 3 || !places.containsAll(expected)) {
      throw answer.mismatch("the problems " + expected);
    }
  }
}
