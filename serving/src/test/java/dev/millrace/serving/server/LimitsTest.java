package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final String PREDICT = "/v1/models/subscribers/predict";
  private static final int PATIENCE_MILLIS = 15_000;
  private static Served served;
  private static Served hasty;

  @BeforeAll
  static void start() {
    served = serve(Map.of("limits.body", "2KiB", "limits.rows", "3"));
    hasty = serve(Map.of("limits.request_time", "1s", "limits.idle", "1s"));
  }

  private static Served serve(Map<String, String> limits) {
    Map<String, String> flags = new HashMap<>(limits);
    flags.put("event_loops", "1");
    return Served.start(Served.modelPackage(1), flags);
  }

  @AfterAll
  static void stop() {
    served.close();
    hasty.close();
  }

  private static Wire wire() throws IOException {
    return wire(served);
  }

  private static Wire wire(Served server) throws IOException {
    return new Wire(server.server().port());
  }

  @Test
  void a_body_that_announces_to_be_too_long_is_refused_before_it_is_read() throws IOException {
    try (Wire wire = wire()) {
      String answer =
          wire.send(
                  "POST " + PREDICT + " HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
              .read();
      assertThat(answer).startsWith("HTTP/1.1 413").contains("\"code\":\"BODY_TOO_LONG\"");
    }
  }

  @Test
  void a_body_in_chunks_is_refused_when_it_has_become_too_long() throws IOException {
    try (Wire wire = wire()) {
      wire.send("POST " + PREDICT + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      String chunk = "400\r\n" + " ".repeat(0x400) + "\r\n";
      String answer = wire.send(chunk).send(chunk).send(chunk).read();
      assertThat(answer).startsWith("HTTP/1.1 413").contains("2048 bytes");
      assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
    }
  }

  @Test
  void more_rows_than_the_limit_are_refused() {
    String rows = String.join(",", List.of("{}", "{}", "{}", "{}"));
    HttpResponse<String> answer = served.post(PREDICT, "{\"rows\":[" + rows + "]}");
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("TOO_MANY_ROWS", "3 rows", "has 4");
  }

  @Test
  void a_body_nested_too_deeply_is_refused() {
    HttpResponse<String> answer =
        served.post(PREDICT, "{\"row\":" + "[".repeat(900) + "]".repeat(900) + "}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("BODY_INVALID");
  }

  @Test
  void a_client_that_sends_its_body_in_drips_is_cut_off() throws Exception {
    try (Wire wire = wire(hasty)) {
      wire.send("POST " + PREDICT + " HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n");
      assertThat(isCutOffWhileItSends(wire, "x")).isTrue();
      assertThat(wire.read()).startsWith("HTTP/1.1 408").contains("REQUEST_TOO_SLOW");
    }
    assertThat(hasty.get("/metrics").body())
        .containsPattern("millrace_inference_requests_total\\{code=\"408\",.*\"v1\"} 1");
  }

  @Test
  void a_client_that_sends_its_head_in_drips_is_cut_off() throws Exception {
    try (Wire wire = wire(hasty)) {
      wire.send("POST " + PREDICT + " HTTP/1.1\r\n");
      assertThat(isCutOffWhileItSends(wire, "X-1: y\r\n")).isTrue();
      assertThat(wire.closesWithin(PATIENCE_MILLIS)).isTrue();
    }
  }

  /** Sends a drop five times a second until there is an answer or nobody takes it any more. */
  private static boolean isCutOffWhileItSends(Wire wire, String drop) {
    try {
      for (int i = 0; i < PATIENCE_MILLIS / 200; i++) {
        if (wire.hasAnswerWithin(200)) {
          return true;
        }
        wire.send(drop);
      }
      return false;
    } catch (IOException e) {
      return true; // closed; what was answered before can still be read
    }
  }

  @Test
  void a_connection_that_asks_nothing_more_is_closed() throws IOException {
    try (Wire wire = wire(hasty)) {
      assertThat(wire.send("GET /live HTTP/1.1\r\nHost: x\r\n\r\n").read()).contains("live");
      assertThat(wire.closesWithin(PATIENCE_MILLIS)).isTrue();
    }
  }

  @Test
  void one_connection_too_many_is_told_to_come_again() throws IOException {
    List<Wire> wires = new ArrayList<>();
    try (Served narrow = serve(Map.of("limits.connections", "8"))) {
      for (int i = 0; i < 8; i++) {
        wires.add(wire(narrow));
      }
      Wire surplus = wire(narrow);
      wires.add(surplus);
      String answer = surplus.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n").read();
      assertThat(answer.toLowerCase(Locale.ROOT))
          .startsWith("http/1.1 503")
          .contains("retry-after: 1", "too_many_connections", "connection: close");
      Wire probe = wire(narrow);
      wires.add(probe);
      assertThat(probe.send("GET /live HTTP/1.1\r\nHost: x\r\n\r\n").readAll())
          .as("a sign of life, and then the end of the connection")
          .contains(" 200 ", "live");
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }

  @Test
  void heads_that_are_no_heads_are_refused() throws IOException {
    try (Wire wire = wire()) {
      assertThat(wire.send("NONSENSE\r\n\r\n").readAll()).contains(" 400 ", "HEAD_INVALID");
    }
    try (Wire wire = wire()) {
      String answer = wire.send("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n\r\n").readAll();
      assertThat(answer).contains(" 414 ", "URI_TOO_LONG");
    }
    try (Wire wire = wire()) {
      String answer =
          wire.send("GET /live HTTP/1.1\r\nX: " + "a".repeat(40_000) + "\r\n\r\n").readAll();
      assertThat(answer).contains(" 431 ", "HEADERS_TOO_LONG");
    }
  }

  @Test
  void a_compressed_body_is_refused_for_it_may_be_a_bomb() {
    HttpResponse<String> answer = served.post(PREDICT, "x", "content-encoding", "gzip");
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("'gzip'");
  }

  @Test
  void requests_in_a_row_on_one_connection_are_answered_in_order() throws IOException {
    try (Wire wire = wire()) {
      String two = "GET /live HTTP/1.1\r\nHost: x\r\n\r\nGET /version HTTP/1.1\r\nHost: x\r\n\r\n";
      wire.send(two);
      assertThat(wire.read()).contains("{\"status\":\"live\"}");
      assertThat(wire.read()).endsWith("3.17.2");
    }
  }
}
