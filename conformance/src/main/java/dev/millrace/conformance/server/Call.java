package dev.millrace.conformance.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param path absolute, with the query
 * @param body null for none
 * @param chunked whether the body is sent without its length
 */
public record Call(
    String method,
    String path,
    Map<String, String> headers,
    byte @Nullable [] body,
    boolean chunked) {
  public static final String JSON = "application/json";

  public Call {
    headers = Map.copyOf(headers);
  }

  public static Call get(String path) {
    return of("GET", path);
  }

  /** A request without a body. */
  public static Call of(String method, String path) {
    return new Call(method, path, Map.of(), null, false);
  }

  /** Posts a body of a type. */
  public static Call post(String path, String type, byte[] body) {
    return new Call("POST", path, Map.of("Content-Type", type), body, false);
  }

  /** Posts text of a type. */
  public static Call post(String path, String type, String body) {
    return post(path, type, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Posts JSON. */
  public static Call post(String path, JsonNode body) {
    return post(path, JSON, body.toString());
  }

  /** The same with one more header, or another value of it. */
  public Call with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Call(method, path, more, body, chunked);
  }

  /** The same without a header. */
  public Call without(String header) {
    Map<String, String> less = new LinkedHashMap<>(headers);
    less.remove(header);
    return new Call(method, path, less, body, chunked);
  }

  /** The same, sent in chunks. */
  public Call inChunks() {
    return new Call(method, path, headers, body, true);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
