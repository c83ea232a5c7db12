package dev.millrace.serving.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer, read strictly.
 *
 * @param headers by lower-case name
 */
record Answer(int status, Map<String, String> headers, byte[] body) {
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  boolean closes() {
    return header("connection").equalsIgnoreCase("close");
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
