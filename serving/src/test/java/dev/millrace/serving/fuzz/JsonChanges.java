package dev.millrace.serving.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.millrace.contract.support.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes what a body of JSON says: types, names, nesting, numbers. */
final class JsonChanges {
  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "-1",
          "1e400",
          "-1e400",
          "1e-400",
          "0.1e1",
          "123456789012345678901234567890",
          "9223372036854775808",
          "2147483648",
          "1.7976931e309",
          "NaN",
          "Infinity",
          "-Infinity",
          "0x1F",
          "01",
          "1.",
          ".5",
          "+1",
          "1e",
          "\"\"",
          "\" \"",
          "\"pro\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\u00e9\\ud83d\\ude00\"",
          "\"a\\qb\"",
          "\"1e5\"",
          "\"NaN\"",
          "\"2020-02-30\"",
          "\"2020-01-01T25:00:00Z\"",
          "\"-999999999-01-01\"",
          "{}",
          "[]",
          "[[]]",
          "[null]",
          "{\"\":0}",
          "{\"a\":{\"a\":1}}",
          "[1,\"1\",true]",
          "",
          "-",
          "tru");

  private JsonChanges() {}

  static byte[] change(byte[] body, Random random) {
    try {
      JsonNode tree = Json.mapper().readTree(body);
      for (int i = random.nextInt(3); i >= 0; i--) {
        changeOne(tree, random);
      }
      return doubled(Json.mapper().writeValueAsString(tree), random);
    } catch (IOException e) {
      return body; // binary tensors behind the JSON: bytes are changed elsewhere
    }
  }

  private static void changeOne(JsonNode tree, Random random) {
    List<ContainerNode<?>> containers = new ArrayList<>();
    collect(tree, containers);
    ContainerNode<?> chosen = containers.get(random.nextInt(containers.size()));
    if (chosen instanceof ObjectNode object && !object.isEmpty()) {
      changeIn(object, random);
    } else if (chosen instanceof ArrayNode array) {
      changeIn(array, random);
    }
  }

  private static void collect(JsonNode node, List<ContainerNode<?>> into) {
    if (node instanceof ContainerNode<?> container) {
      into.add(container);
      node.forEach(child -> collect(child, into));
    }
  }

  private static void changeIn(ObjectNode object, Random random) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(5)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name + "x", object.remove(name));
      case 2 -> object.putRawValue("", odd(random));
      default -> object.putRawValue(name, odd(random));
    }
  }

  private static void changeIn(ArrayNode array, Random random) {
    int size = array.size();
    switch (random.nextInt(4)) {
      case 0 -> array.removeAll();
      case 1 -> array.addRawValue(odd(random));
      case 2 -> {
        for (int i = random.nextInt(40); i > 0 && size > 0; i--) {
          array.add(array.get(random.nextInt(size)));
        }
      }
      default -> {
        if (size > 0) {
          array.remove(random.nextInt(size));
        }
        array.addRawValue(odd(random));
      }
    }
  }

  private static RawValue odd(Random random) {
    if (random.nextInt(50) == 0) {
      int depth = 1 + random.nextInt(random.nextInt(20) == 0 ? 50_000 : 300);
      return new RawValue("[".repeat(depth) + (random.nextBoolean() ? "]".repeat(depth) : ""));
    }
    if (random.nextInt(60) == 0) {
      return new RawValue("9".repeat(1 + random.nextInt(5000)));
    }
    if (random.nextInt(60) == 0) {
      return new RawValue('"' + "é".repeat(1 + random.nextInt(9000)) + '"');
    }
    return new RawValue(ODD.get(random.nextInt(ODD.size())));
  }

  /** Now and then a member is there twice. */
  private static byte[] doubled(String json, Random random) throws JsonProcessingException {
    int colon = json.indexOf(':');
    boolean twice = colon > 0 && json.startsWith("{") && random.nextInt(6) == 0;
    String text = twice ? json.substring(0, colon) + ":1," + json.substring(1) : json;
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
