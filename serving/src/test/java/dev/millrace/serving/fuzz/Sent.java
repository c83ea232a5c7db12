package dev.millrace.serving.fuzz;

import java.nio.charset.StandardCharsets;

/**
 * A request as it goes over the wire.
 *
 * @param id in {@code X-Request-Id}, which comes back; empty where it was left out
 * @param head whether it is a HEAD, of which the answer has no body
 * @param good the place in {@link Real#good()}; -1 where the request is malformed
 */
record Sent(byte[] bytes, String id, boolean head, Form form, int good) {
  /** As a report says it: the beginning, with what is not printable escaped. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
      if (text.length() > 3000) {
        return text + "… (" + bytes.length + " bytes)";
      }
      text.append((c >= ' ' && c < 0x7f) || c == '\n' ? c : "\\x%02x".formatted((int) c));
    }
    return text.toString();
  }
}
