package dev.millrace.serving.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;

/** Places of files are the trainer's business, not the client's: no answer may name one. */
final class Paths {
  private static final Pattern PLACE =
      Pattern.compile("(?:/|~|\\.{1,2}/|[A-Za-z]:[\\\\/]|\\\\\\\\|[A-Za-z][A-Za-z0-9+.-]*://).*");

  private Paths() {}

  /** A copy without fields named {@code path} and without texts that are paths or addresses. */
  static JsonNode removedFrom(JsonNode node) {
    if (node.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (!field.getKey().equals("path") && !isPlace(field.getValue())) {
          copy.set(field.getKey(), removedFrom(field.getValue()));
        }
      }
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(
          item -> {
            if (!isPlace(item)) {
              copy.add(removedFrom(item));
            }
          });
      return copy;
    }
    return node;
  }

  private static boolean isPlace(JsonNode node) {
    return node.isTextual() && PLACE.matcher(node.textValue()).matches();
  }
}
