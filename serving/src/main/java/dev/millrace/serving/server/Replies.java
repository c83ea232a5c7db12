package dev.millrace.serving.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.support.Json;
import dev.millrace.serving.request.Reply;
import io.vertx.core.buffer.Buffer;

/** Answers in JSON that nobody asks for thousands of times a second. */
final class Replies {
  private static final String JSON = "application/json";

  private Replies() {}

  static Reply json(int status, JsonNode body) {
    return Reply.of(status, JSON, Buffer.buffer(Json.line(body)));
  }

  static Reply json(byte[] body) {
    return Reply.of(200, JSON, Buffer.buffer(body));
  }
}
