package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Call;
import dev.millrace.conformance.server.Json;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One row has one probability and one decision, whoever asks: the example, another row, and one
 * whose optional values are missing.
 */
final class AgreementChecks {
  private AgreementChecks() {}

  /** A way to send rows, and the rows that can be sent so. */
  @FunctionalInterface
  private interface Form {
    Call of(Server server, ObjectNode... rows) throws IOException, Mismatch, NotApplicable;
  }

  static List<Check> checks() {
    return new Checks(Protocol.OPERATIONS, "One model behind all protocols")
        .add("The rows of /v1 are answered as each is alone", AgreementChecks::v1)
        .add("dataframe_split answers as /v1", s -> mlflow(s, Mlflow.split(rows(s))))
        .add("dataframe_records answers as /v1", s -> mlflow(s, Mlflow.records(leftOut(s))))
        .add("instances answers as /v1", s -> mlflow(s, Mlflow.instances(rows(s))))
        .add("inputs answers as /v1", s -> mlflow(s, Mlflow.inputs(rows(s))))
        .add("CSV answers as /v1", AgreementChecks::csv)
        .add("Protocol v2 answers as /v1", s -> v2(s, AgreementChecks::flat, rows(s)))
        .add("Nested data of v2 answer as /v1", s -> v2(s, AgreementChecks::nested, rows(s)))
        .add("Bytes of v2 answer as /v1", AgreementChecks::bytes)
        .add("An input of v2 that is left out is missing as in /v1", AgreementChecks::withoutInputs)
        .list();
  }

  private static ObjectNode[] rows(Server server) throws NotApplicable {
    ObjectNode example = server.model().ownExample();
    ObjectNode other = Rows.different(example);
    return new ObjectNode[] {example, other, Rows.sparse(server.model(), other)};
  }

  /** The same rows; what is missing is left out instead of null. */
  private static ObjectNode[] leftOut(Server server) throws NotApplicable {
    return List.of(rows(server)).stream().map(Rows::filled).toArray(ObjectNode[]::new);
  }

  /** What {@code /v1} answers to each row alone. */
  private static List<Place> alone(Server server, ObjectNode... rows)
      throws IOException, Mismatch, NotApplicable {
    server.model().own();
    List<Place> alone = new ArrayList<>();
    for (ObjectNode row : rows) {
      alone.add(V1.predict(server, V1.row(row)));
    }
    return alone;
  }

  private static void v1(Server server) throws IOException, Mismatch, NotApplicable {
    List<Place> alone = alone(server, rows(server));
    List<Place> together = V1.predictAll(server, V1.rows(leftOut(server)), alone.size());
    for (int i = 0; i < alone.size(); i++) {
      same(alone.get(i), together.get(i).at("probability"), together.get(i).at("decision"));
    }
  }

  private static void same(Place expected, Place probability, Place decision) throws Mismatch {
    double wanted = expected.at("probability").probability();
    if (!(Math.abs(wanted - Mlflow.probability(probability)) <= 1e-6)) {
      throw probability.mismatch("the probability " + wanted);
    }
    boolean decided = expected.at("decision").bool();
    decision.demand(String.valueOf(decided), n -> n.isBoolean() && n.asBoolean() == decided);
  }

  private static void mlflow(Server server, ObjectNode body)
      throws IOException, Mismatch, NotApplicable {
    mlflow(server, Call.post(Mlflow.PATH, body));
  }

  private static void mlflow(Server server, Call call) throws IOException, Mismatch, NotApplicable {
    List<Place> alone = alone(server, rows(server));
    Answer answer = server.send(call);
    List<Place> predictions = Mlflow.predictions(answer, alone.size());
    for (int i = 0; i < alone.size(); i++) {
      same(alone.get(i), predictions.get(i), answer.json().at("decisions").at(i));
    }
  }

  private static void csv(Server server) throws IOException, Mismatch, NotApplicable {
    mlflow(server, Call.post(Mlflow.PATH, Mlflow.CSV, Mlflow.csv(rows(server))));
  }

  private static Call flat(Server server, ObjectNode... rows) throws NotApplicable {
    return Call.post(V2.infer(server), V2.request(V2.tensors(server, List.of(rows))));
  }

  private static Call nested(Server server, ObjectNode... rows) throws NotApplicable {
    ObjectNode request = Json.object();
    for (Tensor tensor : V2.tensors(server, List.of(rows))) {
      request.withArray("inputs").add(tensor.nested());
    }
    return Call.post(V2.infer(server), request);
  }

  private static Call bytes(Server server, ObjectNode... rows)
      throws IOException, Mismatch, NotApplicable {
    V2Extensions.demand(server, "binary_tensor_data");
    return Binary.call(V2.infer(server), Json.object(), V2.tensors(server, List.of(rows)));
  }

  /** Bytes have no null. */
  private static void bytes(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode[] rows = leftOut(server);
    v2(server, AgreementChecks::bytes, rows[0], rows[1]);
    v2(server, AgreementChecks::bytes, rows[2]);
  }

  private static void withoutInputs(Server server) throws IOException, Mismatch, NotApplicable {
    v2(server, AgreementChecks::flat, leftOut(server)[2]);
  }

  private static void v2(Server server, Form form, ObjectNode... rows)
      throws IOException, Mismatch, NotApplicable {
    List<Place> alone = alone(server, rows);
    List<Place> outputs = V2.outputs(server.send(form.of(server, rows)));
    Place probabilities = V2.data(outputs, "FP");
    Place decisions = V2.data(outputs, "BOOL");
    for (int i = 0; i < rows.length; i++) {
      same(alone.get(i), probabilities.at(i), decisions.at(i));
    }
  }
}
