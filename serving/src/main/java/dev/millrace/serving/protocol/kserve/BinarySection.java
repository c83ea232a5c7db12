package dev.millrace.serving.protocol.kserve;

import dev.millrace.serving.request.Refusal;
import io.vertx.core.buffer.Buffer;

/** The bytes behind a request's JSON: one binary tensor after the other. */
final class BinarySection {
  private static final String HINT =
      "Send each tensor's bytes in the order of 'inputs', and each one's length as"
          + " 'binary_data_size'.";

  private final Buffer bytes;
  private int at;

  BinarySection(Buffer bytes) {
    this.bytes = bytes;
  }

  /** The next tensor's bytes: a view. */
  Buffer take(String name, int size) throws Refusal {
    int left = bytes.length() - at;
    if (size > left) {
      throw Refusal.body(
          "'%s' is to have %d bytes, but only %d are left in the body.".formatted(name, size, left),
          HINT);
    }
    Buffer taken = bytes.slice(at, at + size);
    at += size;
    return taken;
  }

  void requireEmpty() throws Refusal {
    if (at < bytes.length()) {
      throw Refusal.body(
          "%d bytes of the body belong to no tensor.".formatted(bytes.length() - at), HINT);
    }
  }
}
