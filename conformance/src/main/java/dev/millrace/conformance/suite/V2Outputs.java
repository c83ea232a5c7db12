package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Which outputs are asked for. */
final class V2Outputs {
  private V2Outputs() {}

  static List<Check> checks() {
    return new Checks(Protocol.V2, "Open Inference Protocol, HTTP/REST: requested outputs")
        .add("Each output can be asked for alone", V2Outputs::alone)
        .add("All outputs can be asked for by name", V2Outputs::all)
        .add("An unknown output is refused", V2Outputs::unknown)
        .list();
  }

  private static ObjectNode asking(Server server, List<String> names) throws NotApplicable {
    ObjectNode request = V2.request(server);
    for (String name : names) {
      request.withArray("outputs").addObject().put("name", name);
    }
    return request;
  }

  private static List<String> names(Server server) throws NotApplicable {
    List<String> names = new ArrayList<>();
    for (JsonNode output : server.model().v2().path("outputs")) {
      names.add(output.path("name").asText());
    }
    return names;
  }

  private static void alone(Server server) throws IOException, Mismatch, NotApplicable {
    for (String name : names(server)) {
      expect(server, List.of(name));
    }
  }

  private static void all(Server server) throws IOException, Mismatch, NotApplicable {
    expect(server, names(server));
  }

  private static void expect(Server server, List<String> names)
      throws IOException, Mismatch, NotApplicable {
    List<String> came = new ArrayList<>();
    List<Place> outputs = V2.infer(server, asking(server, names));
    for (Place output : outputs) {
      came.add(output.at("name").text());
    }
    if (!came.equals(names)) {
      throw outputs.get(0).answer().mismatch("the outputs " + names);
    }
  }

  private static void unknown(Server server) throws IOException, Mismatch, NotApplicable {
    V2.error(server.post(V2.infer(server), asking(server, List.of("no_such_output"))));
  }
}
