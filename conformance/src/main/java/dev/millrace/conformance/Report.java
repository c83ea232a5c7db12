package dev.millrace.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Outcome;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.check.Result;
import dev.millrace.conformance.server.Json;
import java.net.URI;
import java.util.List;

/** How all checks ended, in the order in which they were run. */
public record Report(URI base, List<Result> results) {
  public Report {
    results = List.copyOf(results);
  }

  /** The checks that a server does not pass. */
  public List<Result> failed() {
    return of(Outcome.Failed.class);
  }

  /** The checks that could not be asked. */
  public List<Result> skipped() {
    return of(Outcome.Skipped.class);
  }

  /** The checks that a server passes. */
  public List<Result> passed() {
    return of(Outcome.Passed.class);
  }

  private List<Result> of(Class<? extends Outcome> kind) {
    return results.stream().filter(result -> kind.isInstance(result.outcome())).toList();
  }

  /** For people: each protocol, each check, and the figures at the end. */
  public String text() {
    StringBuilder text = new StringBuilder();
    Protocol protocol = null;
    for (Result result : results) {
      if (result.check().protocol() != protocol) {
        protocol = result.check().protocol();
        text.append(text.isEmpty() ? "" : "\n").append(protocol.title()).append('\n');
      }
      text.append(line(result));
    }
    return text.append('\n').append(figures()).append('\n').toString();
  }

  private static String line(Result result) {
    String name = result.check().name();
    if (result.outcome() instanceof Outcome.Failed failed) {
      return "  FAILED   "
          + name
          + " ("
          + result.check().section()
          + ")\n"
          + "             expected "
          + failed.expected()
          + "\n"
          + "             came     "
          + failed.came()
          + "\n";
    }
    if (result.outcome() instanceof Outcome.Skipped skipped) {
      return "  skipped  " + name + ": " + skipped.reason() + ".\n";
    }
    return "  passed   " + name + "\n";
  }

  private String figures() {
    return "%s: %d passed, %d failed, %d skipped"
        .formatted(base, passed().size(), failed().size(), skipped().size());
  }

  /** For programs. */
  public JsonNode json() {
    ObjectNode json = Json.object();
    json.put("server", base.toString());
    json.put("passed", passed().size());
    json.put("failed", failed().size());
    json.put("skipped", skipped().size());
    ArrayNode checks = json.putArray("checks");
    results.forEach(result -> checks.add(json(result)));
    return json;
  }

  private static ObjectNode json(Result result) {
    Check check = result.check();
    ObjectNode json = Json.object();
    json.put("protocol", check.protocol().toString());
    json.put("section", check.section());
    json.put("name", check.name());
    if (result.outcome() instanceof Outcome.Failed failed) {
      return json.put("outcome", "failed")
          .put("expected", failed.expected())
          .put("came", failed.came());
    }
    if (result.outcome() instanceof Outcome.Skipped skipped) {
      return json.put("outcome", "skipped").put("reason", skipped.reason());
    }
    return json.put("outcome", "passed");
  }
}
