package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Card;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What Millrace says beside the predictions. */
final class MlflowAdditions {
  private MlflowAdditions() {}

  static List<Check> checks() {
    return new Checks(Protocol.MLFLOW, "Additions of Millrace")
        .add("An answer says the card's model, version and threshold", MlflowAdditions::says)
        .add("Each prediction has an id of its own", MlflowAdditions::ids)
        .list();
  }

  private static void says(Server server) throws IOException, Mismatch, NotApplicable {
    Card card = server.model().own();
    ObjectNode body = Mlflow.split(server.model().example());
    Place json = server.post(Mlflow.PATH, body).status(200).json();
    json.at("model").is(server.model().name());
    json.at("version").is(card.version());
    json.at("threshold").isNear(card.threshold());
  }

  private static void ids(Server server) throws IOException, Mismatch, NotApplicable {
    server.model().own();
    ObjectNode row = server.model().example();
    Answer answer = server.post(Mlflow.PATH, Mlflow.split(row, row, row)).status(200);
    Set<String> ids = new HashSet<>();
    for (Place id : answer.json().at("ids").list(3)) {
      if (!ids.add(id.text())) {
        throw id.mismatch("an id that no other prediction has");
      }
    }
  }
}
