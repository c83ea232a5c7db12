package dev.millrace.conformance.tiny;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.server.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An answer of the tiny server, which a mutation may change. */
public record Say(int status, Map<String, String> headers, byte[] body) {
  static Say of(int status, String type, String text) {
    return of(status, type, text.getBytes(StandardCharsets.UTF_8));
  }

  static Say of(int status, String type, byte[] body) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", type);
    headers.put("X-Content-Type-Options", "nosniff");
    return new Say(status, headers, body);
  }

  static Say json(int status, JsonNode json) {
    return of(status, "application/json", json.toString());
  }

  public Say with(String header, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(header, value);
    return new Say(status, more, body);
  }

  public Say without(String header) {
    Map<String, String> less = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    less.putAll(headers);
    less.remove(header);
    return new Say(status, less, body);
  }

  public Say status(int other) {
    return new Say(other, headers, body);
  }

  public Say text(UnaryOperator<String> change) {
    return new Say(status, headers, change.apply(text()).getBytes(StandardCharsets.UTF_8));
  }

  /** The same with its object of JSON changed. */
  public Say edit(Consumer<ObjectNode> change) {
    try {
      ObjectNode json = (ObjectNode) Json.read(text());
      change.accept(json);
      return text(old -> json.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(text(), e);
    }
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
