package dev.millrace.conformance.suite;

import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.List;

/** A model's description and readiness. */
final class V2Metadata {
  private static final String UNKNOWN = "/v2/models/no-such-model";

  private V2Metadata() {}

  static List<Check> checks() {
    return new Checks(Protocol.V2, "Open Inference Protocol, HTTP/REST: model")
        .add("A model's metadata say its name and platform", V2Metadata::names)
        .add("A model's versions are texts", V2Metadata::versions)
        .add("Each input has a name, a datatype and a shape", s -> tensors(s, "inputs"))
        .add("Each output has a name, a datatype and a shape", s -> tensors(s, "outputs"))
        .add("A model's readiness says its name and that it is ready", V2Metadata::ready)
        .add("A version's metadata are those of the model", V2Metadata::ofVersion)
        .add("A version has a readiness of its own", V2Metadata::versionReady)
        .add("The metadata of an unknown model are refused", s -> V2.error(s.get(UNKNOWN)))
        .add(
            "The readiness of an unknown model is refused",
            s -> V2.error(s.get(UNKNOWN + "/ready")))
        .add("An unknown model is answered with 404", V2Metadata::notFound)
        .add("An unknown version is refused", V2Metadata::unknownVersion)
        .list();
  }

  private static Place metadata(Server server) throws IOException, Mismatch, NotApplicable {
    return server.get(V2.model(server)).status(200).type("application/json").json();
  }

  private static void names(Server server) throws IOException, Mismatch, NotApplicable {
    Place json = metadata(server);
    json.at("name").is(server.model().name());
    json.at("platform").text();
  }

  private static void versions(Server server) throws IOException, Mismatch, NotApplicable {
    Place versions = metadata(server).at("versions");
    if (versions.exists()) {
      for (Place version : versions.list()) {
        version.text();
      }
    }
  }

  private static void tensors(Server server, String part)
      throws IOException, Mismatch, NotApplicable {
    Place tensors = metadata(server).at(part);
    if (tensors.list().isEmpty()) {
      throw tensors.mismatch("at least one tensor");
    }
    for (Place tensor : tensors.list()) {
      tensor.at("name").text();
      tensor.at("datatype").demand("a datatype of v2", n -> V2.DATATYPES.contains(n.asText()));
      for (Place size : tensor.at("shape").list()) {
        size.demand("a whole number, -1 where it varies", n -> n.isInt() && n.asInt() >= -1);
      }
    }
  }

  private static void ready(Server server) throws IOException, Mismatch, NotApplicable {
    Place json = server.get(V2.model(server) + "/ready").status(200).json();
    json.at("name").is(server.model().name());
    json.at("ready").demand("true", n -> n.isBoolean() && n.asBoolean());
  }

  /** The path of the first version. */
  static String versionPath(Server server) throws NotApplicable {
    String version = server.model().v2().path("versions").path(0).asText("");
    if (version.isEmpty()) {
      throw new NotApplicable("the model's metadata list no versions");
    }
    return V2.model(server) + "/versions/" + version;
  }

  private static void ofVersion(Server server) throws IOException, Mismatch, NotApplicable {
    Place json = server.get(versionPath(server)).status(200).json();
    json.at("name").is(server.model().name());
    json.at("inputs").demand("the model's inputs", server.model().v2().path("inputs")::equals);
  }

  private static void versionReady(Server server) throws IOException, Mismatch, NotApplicable {
    server.get(versionPath(server) + "/ready").status(200);
  }

  private static void notFound(Server server) throws IOException, Mismatch, NotApplicable {
    server.model().own();
    V2.error(server.get(UNKNOWN).status(404));
    V2.error(server.post(UNKNOWN + "/infer", V2.request(server)).status(404));
  }

  private static void unknownVersion(Server server) throws IOException, Mismatch, NotApplicable {
    V2.error(server.get(V2.model(server) + "/versions/no-such-version"));
    V2.error(server.post(V2.model(server) + "/versions/no-such-version/infer", V2.request(server)));
  }
}
