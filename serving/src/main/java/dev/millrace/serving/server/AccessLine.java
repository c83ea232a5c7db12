package dev.millrace.serving.server;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.millrace.serving.http.Exchange;
import java.time.Instant;

/** A line of the access log: one JSON object. */
final class AccessLine {
  private static final int LONGEST = 200;

  private AccessLine() {}

  static String of(Exchange exchange, int status, int bytes, long micros) {
    StringBuilder line = new StringBuilder(256);
    line.append("{\"at\":\"").append(Instant.now()).append('"');
    text(line, "remote", exchange.remoteAddress());
    text(line, "principal", exchange.caller().name());
    text(line, "method", shortened(exchange.request().method().name()));
    text(line, "path", shortened(exchange.request().path()));
    text(line, "remark", exchange.remark());
    line.append(",\"status\":").append(status);
    line.append(",\"bytes\":").append(bytes);
    return line.append(",\"micros\":").append(micros).append('}').toString();
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(LONGEST, text.length()));
  }

  private static void text(StringBuilder line, String name, String value) {
    if (!value.isEmpty()) {
      line.append(",\"").append(name).append("\":\"");
      JsonStringEncoder.getInstance().quoteAsString(value, line);
      line.append('"');
    }
  }
}
