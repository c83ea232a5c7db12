package dev.millrace.conformance.mistake;

import dev.millrace.conformance.tiny.Say;

/** Turns around the bytes behind the JSON of an answer. */
final class V2Bytes {
  private V2Bytes() {}

  static Say swapped(Say say) {
    String length = say.headers().get("Inference-Header-Content-Length");
    if (length == null) {
      return say;
    }
    byte[] body = say.body().clone();
    for (int i = Integer.parseInt(length); i + 8 <= body.length; i += 8) {
      for (int j = 0; j < 4; j++) {
        byte first = body[i + j];
        body[i + j] = body[i + 7 - j];
        body[i + 7 - j] = first;
      }
    }
    return new Say(say.status(), say.headers(), body);
  }
}
