package dev.millrace.conformance.suite;

import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Json;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.List;

/** What a server may announce. */
final class V2Extensions {
  private V2Extensions() {}

  static List<Check> checks() {
    return new Checks(Protocol.V2, "Open Inference Protocol: extensions")
        .add("The statistics of a model count its requests", V2Extensions::statistics)
        .add("The repository's index lists the model", V2Extensions::index)
        .list();
  }

  /** Skips the check where the server does not announce an extension. */
  static void demand(Server server, String extension) throws IOException, Mismatch, NotApplicable {
    for (Place announced : server.get("/v2").status(200).json().at("extensions").list()) {
      if (announced.node().asText().equals(extension)) {
        return;
      }
    }
    throw new NotApplicable("GET /v2 does not announce the extension " + extension);
  }

  private static void statistics(Server server) throws IOException, Mismatch, NotApplicable {
    demand(server, "statistics");
    Place before = stats(server);
    V2.infer(server, V2.request(server));
    Place after = stats(server);
    demandMore(before.at("inference_count"), after.at("inference_count"));
    demandMore(successes(before), successes(after));
  }

  private static Place successes(Place stats) {
    return stats.at("inference_stats").at("success").at("count");
  }

  private static void demandMore(Place before, Place after) throws Mismatch {
    double least = before.number();
    after.demand("more than " + least, n -> n.asDouble() > least);
  }

  private static Place stats(Server server) throws IOException, Mismatch, NotApplicable {
    Place json = server.get(V2.model(server) + "/stats").status(200).json();
    Place first = json.at("model_stats").at(0);
    first.at("name").is(server.model().name());
    return first;
  }

  private static void index(Server server) throws IOException, Mismatch, NotApplicable {
    demand(server, "model_repository");
    Place list = server.post("/v2/repository/index", Json.object()).status(200).json();
    for (Place model : list.list()) {
      if (model.at("name").text().equals(server.model().name())) {
        return;
      }
    }
    throw list.mismatch("the model " + server.model().name());
  }
}
