package dev.millrace.serving.protocol.kserve;

import dev.millrace.serving.protocol.JsonBody;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RequestBody;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A body's two parts.
 *
 * @param header the request in JSON
 * @param binary tensors behind it; nothing where the request does not use the extension
 */
record InferBody(Part header, BinarySection binary) {
  static final String HEADER_LENGTH = "Inference-Header-Content-Length";

  static InferBody read(RequestBody body) throws Refusal {
    Buffer bytes = body.bytes();
    int length = headerLength(body.headerLength(), bytes.length());
    Buffer json = bytes.slice(0, length);
    return new InferBody(
        new Part("", JsonBody.pythonObject(json, Part.EXAMPLE)),
        new BinarySection(bytes.slice(length, bytes.length())));
  }

  private static int headerLength(@Nullable String sent, int bodyLength) throws Refusal {
    if (sent == null) {
      return bodyLength;
    }
    boolean isNumber = sent.matches("[0-9]{1,9}");
    if (isNumber && Integer.parseInt(sent) <= bodyLength) {
      return Integer.parseInt(sent);
    }
    throw Refusal.body(
        "The header %s is to be a number of bytes within the body's %d, but it is '%s'."
            .formatted(HEADER_LENGTH, bodyLength, JsonBody.shortened(sent, 40)),
        "Send the length of the request's JSON, or leave the header out where there is no more.");
  }
}
