package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Call;
import dev.millrace.conformance.server.Card;
import dev.millrace.conformance.server.Card.Column;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Good requests and their answers. */
final class V1Predict {
  private V1Predict() {}

  static List<Check> checks() {
    return new Checks(Protocol.V1, "Predict")
        .add("A row is answered with id, probability and decision", V1Predict::one)
        .add("An answer says the card's model, version and threshold", V1Predict::says)
        .add("The decision is whether the probability reaches the threshold", V1Predict::decision)
        .add("Rows are answered in their order", V1Predict::order)
        .add("Each prediction has an id of its own", V1Predict::ids)
        .add("A row's key comes back, and only where it was sent", V1Predict::key)
        .add("The target column may be in a row and means nothing", V1Predict::target)
        .add("A value that may be missing may be null or left out", V1Predict::missing)
        .add("The order of a row's columns means nothing", V1Predict::columnOrder)
        .add("A body in chunks is read", V1Predict::chunks)
        .add("application/json; charset=utf-8 is read", V1Predict::charset)
        .list();
  }

  private static void one(Server server) throws IOException, Mismatch, NotApplicable {
    Place prediction = V1.predict(server, V1.example(server));
    prediction.at("id").text();
    prediction.at("probability").probability();
    prediction.at("decision").bool();
  }

  private static void says(Server server) throws IOException, Mismatch, NotApplicable {
    Place json = server.post(V1.predict(server), V1.example(server)).status(200).json();
    json.at("model").is(server.model().name());
    Card card = server.model().own();
    json.at("version").is(card.version());
    json.at("threshold").isNear(card.threshold());
  }

  private static void decision(Server server) throws IOException, Mismatch, NotApplicable {
    Answer answer = server.post(V1.predict(server), V1.example(server)).status(200);
    Place prediction = answer.json().at("prediction");
    Place own = prediction.at("threshold"); // of a challenger
    double threshold = own.exists() ? own.number() : answer.json().at("threshold").number();
    boolean expected = prediction.at("probability").number() >= threshold;
    prediction.at("decision").demand(String.valueOf(expected), n -> n.asBoolean() == expected);
  }

  private static void order(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode first = server.model().ownExample();
    ObjectNode second = Rows.different(first);
    double one = V1.predict(server, V1.row(first)).at("probability").number();
    double other = V1.predict(server, V1.row(second)).at("probability").number();
    List<Place> all = V1.predictAll(server, V1.rows(first, second, second), 3);
    all.get(0).at("probability").isNear(one);
    all.get(1).at("probability").isNear(other);
    all.get(2).at("probability").isNear(other);
  }

  private static void ids(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode row = server.model().ownExample();
    Set<String> ids = new HashSet<>();
    ids.add(V1.predict(server, V1.row(row)).at("id").text());
    for (Place prediction : V1.predictAll(server, V1.rows(row, row, row), 3)) {
      if (!ids.add(prediction.at("id").text())) {
        throw prediction.mismatch("an id that no other prediction has");
      }
    }
  }

  private static void key(Server server) throws IOException, Mismatch, NotApplicable {
    String key = server.model().own().key();
    if (key.isEmpty()) {
      throw new NotApplicable("the model has no key column");
    }
    ObjectNode row = server.model().ownExample();
    row.remove(key);
    V1.predict(server, V1.row(row)).at("key").isAbsent();
    V1.predict(server, V1.row(row.put(key, "kit-42"))).at("key").is("kit-42");
  }

  private static void target(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode row = server.model().ownExample();
    double expected = V1.predict(server, V1.row(row)).at("probability").number();
    var target = server.model().own().node().path("target");
    row.put(target.path("column").asText(), target.path("positive").asText());
    V1.predict(server, V1.row(row)).at("probability").isNear(expected);
  }

  private static void missing(Server server) throws IOException, Mismatch, NotApplicable {
    Column column = server.model().own().column("that may be missing", Column::missing);
    ObjectNode row = server.model().ownExample();
    row.putNull(column.name());
    double expected = V1.predict(server, V1.row(row)).at("probability").probability();
    row.remove(column.name());
    V1.predict(server, V1.row(row)).at("probability").isNear(expected);
  }

  private static void columnOrder(Server server) throws IOException, Mismatch, NotApplicable {
    ObjectNode row = server.model().ownExample();
    double expected = V1.predict(server, V1.row(row)).at("probability").number();
    V1.predict(server, V1.row(Mlflow.reversed(row))).at("probability").isNear(expected);
  }

  private static void chunks(Server server) throws IOException, Mismatch, NotApplicable {
    Call call = Call.post(V1.predict(server), V1.example(server)).inChunks();
    server.send(call).status(200).json().at("prediction").at("probability").probability();
  }

  private static void charset(Server server) throws IOException, Mismatch, NotApplicable {
    String type = "application/json; charset=utf-8";
    Answer answer = server.post(V1.predict(server), type, V1.example(server).toString());
    answer.status(200).json().at("prediction").object();
  }
}
