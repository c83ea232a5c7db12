package dev.millrace.conformance.tiny;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;

/** A request as the tiny server sees it. */
public record Ask(String method, String path, Headers headers, byte[] body) {
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** A header; empty where it is absent. */
  public String header(String name) {
    String value = headers.getFirst(name);
    return value == null ? "" : value;
  }

  public boolean is(String asked, String where) {
    return method.equals(asked) && path.equals(where);
  }
}
