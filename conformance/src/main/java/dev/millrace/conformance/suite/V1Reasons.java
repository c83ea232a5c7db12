package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.List;

/** Why a row was answered as it was. */
final class V1Reasons {
  private V1Reasons() {}

  static List<Check> checks() {
    return new Checks(Protocol.V1, "Reasons")
        .add("Reasons are given as many as asked for, strongest first", V1Reasons::given)
        .add("A reason names a column of the model, an effect and a text", V1Reasons::names)
        .add("Reasons change no probability", V1Reasons::sameProbability)
        .add("Without being asked for there are no reasons", V1Reasons::notAsked)
        .add("More reasons than columns are refused", s -> refused(s, columns(s) + 1))
        .add("A negative number of reasons is refused", s -> refused(s, -1))
        .add("A number of reasons that is not whole is refused", V1Reasons::notWhole)
        .list();
  }

  private static int columns(Server server) throws NotApplicable {
    return server.model().own().columns().size();
  }

  private static ObjectNode asking(Server server, int reasons) throws NotApplicable {
    return V1.example(server).put("reasons", reasons);
  }

  private static List<Place> reasons(Server server, int asked)
      throws IOException, Mismatch, NotApplicable {
    return V1.predict(server, asking(server, asked)).at("reasons").list();
  }

  private static void given(Server server) throws IOException, Mismatch, NotApplicable {
    int asked = Math.min(2, columns(server));
    List<Place> reasons = reasons(server, asked);
    double last = Double.MAX_VALUE;
    for (Place reason : reasons) {
      double strength = Math.abs(reason.at("effect").number());
      if (strength > last) {
        throw reason.mismatch("an effect no stronger than that before");
      }
      last = strength;
    }
    if (reasons.isEmpty() || reasons.size() > asked) {
      throw new Mismatch("1 to " + asked + " reasons", reasons.size() + " reasons");
    }
  }

  private static void names(Server server) throws IOException, Mismatch, NotApplicable {
    List<String> names =
        server.model().own().columns().stream().map(column -> column.name()).toList();
    for (Place reason : reasons(server, 1)) {
      reason.at("column").demand("a column of the model", n -> names.contains(n.asText()));
      reason.at("effect").number();
      reason.at("text").text();
    }
  }

  private static void sameProbability(Server server) throws IOException, Mismatch, NotApplicable {
    double expected = V1.predict(server, V1.example(server)).at("probability").number();
    V1.predict(server, asking(server, 1)).at("probability").isNear(expected);
  }

  private static void notAsked(Server server) throws IOException, Mismatch, NotApplicable {
    V1.predict(server, V1.example(server)).at("reasons").isAbsent();
  }

  private static void refused(Server server, int asked)
      throws IOException, Mismatch, NotApplicable {
    V1.refused(server, asking(server, asked).toString(), 400);
  }

  private static void notWhole(Server server) throws IOException, Mismatch, NotApplicable {
    V1.refused(server, V1.example(server).put("reasons", 1.5).toString(), 400);
    V1.refused(server, V1.example(server).put("reasons", "two").toString(), 400);
  }
}
