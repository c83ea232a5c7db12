package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Call;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.List;

/** The four forms of JSON and the one of CSV, all meaning the same rows. */
final class MlflowForms {
  private MlflowForms() {}

  static List<Check> checks() {
    return new Checks(Protocol.MLFLOW, "Local Inference Server Specification: accepted inputs")
        .add("dataframe_split is answered with one prediction for each row", MlflowForms::split)
        .add(
            "dataframe_records gives what dataframe_split gives",
            s -> same(s, Mlflow.records(two(s))))
        .add("instances gives what dataframe_split gives", s -> same(s, Mlflow.instances(two(s))))
        .add("inputs gives what dataframe_split gives", s -> same(s, Mlflow.inputs(two(s))))
        .add("CSV with a header gives what dataframe_split gives", MlflowForms::csv)
        .add("The index of dataframe_split is taken and means nothing", MlflowForms::index)
        .add("Columns may come in any order", MlflowForms::order)
        .add("Empty params are taken", s -> params(s))
        .add("An answer keeps the order of the rows", MlflowForms::keepsOrder)
        .add("A body in chunks is read", MlflowForms::chunks)
        .list();
  }

  /** The example and another row, so that rows can be told from columns and from each other. */
  private static ObjectNode[] two(Server server) throws NotApplicable {
    ObjectNode row = server.model().example();
    return new ObjectNode[] {row, Rows.different(row)};
  }

  private static void split(Server server) throws IOException, Mismatch, NotApplicable {
    Mlflow.predictions(server.post(Mlflow.PATH, Mlflow.split(two(server))), 2);
  }

  private static void same(Server server, ObjectNode body)
      throws IOException, Mismatch, NotApplicable {
    same(server, Call.post(Mlflow.PATH, body));
  }

  private static void same(Server server, Call call) throws IOException, Mismatch, NotApplicable {
    Steady expected =
        Steady.of(server, Call.post(Mlflow.PATH, Mlflow.split(two(server))), "predictions");
    Answer answer = server.send(call);
    Mlflow.predictions(answer, 2);
    expected.demandSame(answer);
  }

  private static void csv(Server server) throws IOException, Mismatch, NotApplicable {
    same(server, Call.post(Mlflow.PATH, Mlflow.CSV, Mlflow.csv(two(server))));
  }

  private static void index(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode body = Mlflow.split(two(server));
    ArrayNode index = ((ObjectNode) body.path("dataframe_split")).putArray("index");
    index.add(7).add(3);
    same(server, body);
  }

  private static void order(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode[] two = two(server);
    same(server, Mlflow.split(Mlflow.reversed(two[0]), Mlflow.reversed(two[1])));
  }

  private static void params(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode body = Mlflow.split(two(server));
    body.putObject("params");
    same(server, body);
  }

  /** Each row alone and all together in both orders. */
  private static void keepsOrder(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode first = server.model().example();
    ObjectNode second = Rows.different(first);
    double one = alone(server, first);
    double other = alone(server, second);
    List<Place> together =
        Mlflow.predictions(server.post(Mlflow.PATH, Mlflow.split(first, second, second)), 3);
    double[] expected = {one, other, other};
    for (int i = 0; i < expected.length; i++) {
      if (Math.abs(Mlflow.probability(together.get(i)) - expected[i]) > 1e-6) {
        throw together.get(i).mismatch("the row's own prediction, " + expected[i] + ",");
      }
    }
  }

  private static double alone(Server server, ObjectNode row) throws IOException, Mismatch {
    return Mlflow.probability(
        Mlflow.predictions(server.post(Mlflow.PATH, Mlflow.split(row)), 1).get(0));
  }

  private static void chunks(Server server) throws IOException, Mismatch, NotApplicable {
    same(server, Call.post(Mlflow.PATH, Mlflow.split(two(server))).inChunks());
  }
}
