package dev.millrace.serving.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.contract.support.Json;
import dev.millrace.serving.request.Reply;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** Answers in JSON, made of records as {@link Json} writes them. */
public final class JsonReply {
  /** What {@code Content-Type} says of them. */
  public static final String TYPE = "application/json";

  private JsonReply() {}

  /** JSON that is written already. */
  public static Reply of(byte[] json) {
    return Reply.of(200, TYPE, Buffer.buffer(json));
  }

  /** A reply without further headers. */
  public static Reply of(int status, Object body) {
    return of(status, body, Map.of());
  }

  /** A reply with headers beside its type and length. */
  public static Reply of(int status, Object body, Map<String, String> headers) {
    return new Reply(status, TYPE, bytes(body), headers);
  }

  /** The JSON alone. */
  public static Buffer bytes(Object body) {
    try {
      return Buffer.buffer(Json.mapper().writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + body.getClass() + " as JSON", e);
    }
  }
}
