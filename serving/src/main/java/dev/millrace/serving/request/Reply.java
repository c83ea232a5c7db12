package dev.millrace.serving.request;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * A status, a body and its headers.
 *
 * @param contentType of the body; empty where there is none
 * @param headers beside {@code Content-Type} and {@code Content-Length}
 */
public record Reply(int status, String contentType, Buffer body, Map<String, String> headers) {
  public Reply {
    headers = Map.copyOf(headers);
  }

  /** A reply without further headers. */
  public static Reply of(int status, String contentType, Buffer body) {
    return new Reply(status, contentType, body, Map.of());
  }
}
