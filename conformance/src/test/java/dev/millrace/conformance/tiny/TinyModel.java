package dev.millrace.conformance.tiny;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.server.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A model of two columns: months of tenure, and a plan that may be missing. */
final class TinyModel {
  static final String NAME = "tiny";
  static final String VERSION = "3";
  static final double THRESHOLD = 0.42;

  private static final Set<String> KNOWN = Set.of("tenure", "plan", "customer", "churned");

  private TinyModel() {}

  static JsonNode read(byte[] body) throws No {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      JsonNode node = Json.read(text);
      if (node.isMissingNode()) {
        throw new No(400, "The body is empty.");
      }
      return node;
    } catch (CharacterCodingException | JsonProcessingException e) {
      throw new No(400, "The body is no JSON.");
    }
  }

  /** Demands that all rows fit. */
  static void check(List<JsonNode> rows) throws No {
    List<No.Problem> problems = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      check(rows.get(i), i + 1, problems);
    }
    if (!problems.isEmpty()) {
      throw new No(problems);
    }
  }

  private static void check(JsonNode row, int at, List<No.Problem> problems) {
    row.fieldNames()
        .forEachRemaining(
            name -> {
              if (!KNOWN.contains(name)) {
                String hint = name.startsWith("tenure") ? " Did you mean 'tenure'?" : "";
                problems.add(new No.Problem(at, name, "there is no such column." + hint));
              }
            });
    tenure(row.path("tenure"), at, problems);
    JsonNode plan = row.path("plan");
    boolean allowed = plan.isNull() || plan.isMissingNode() || isPlan(plan.asText());
    if (!allowed || plan.isContainerNode()) {
      problems.add(new No.Problem(at, "plan", "not allowed; allowed are basic, pro."));
    }
  }

  private static void tenure(JsonNode tenure, int at, List<No.Problem> problems) {
    if (tenure.isNull() || tenure.isMissingNode()) {
      problems.add(new No.Problem(at, "tenure", "required, but it is missing."));
    } else if (!tenure.isNumber()) {
      problems.add(new No.Problem(at, "tenure", "not a number."));
    } else if (tenure.asDouble() < 0 || tenure.asDouble() > 100) {
      problems.add(new No.Problem(at, "tenure", "out of range."));
    }
  }

  private static boolean isPlan(String plan) {
    return plan.isEmpty() || plan.equals("basic") || plan.equals("pro");
  }

  static double probability(JsonNode row) {
    double pro = row.path("plan").asText().equals("pro") ? 0.5 : 0;
    return 1 / (1 + Math.exp(0.02 * row.path("tenure").asDouble() + pro));
  }

  static ObjectNode example() {
    return Json.object().put("tenure", 12).put("plan", "pro");
  }

  static ArrayNode columns() {
    ArrayNode columns = Json.array();
    columns
        .addObject()
        .put("name", "tenure")
        .put("type", "integer")
        .put("missing", false)
        .put("min", 0)
        .put("max", 100);
    columns
        .addObject()
        .put("name", "plan")
        .put("type", "category")
        .put("missing", true)
        .putArray("values")
        .add("basic")
        .add("pro");
    return columns;
  }
}
