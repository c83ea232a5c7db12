package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where a request ends: where that is not clear, nothing that follows is served. */
class FramingTest {
  private static final String PREDICT = "/v1/models/subscribers/predict";
  private static final String HOST = "Host: x\r\n";
  private static final String LIVE = "GET /live HTTP/1.1\r\n" + HOST + "\r\n";

  /** Is answered by another thread, so that what follows waits. */
  private static final String SLOW = "GET /metrics HTTP/1.1\r\n" + HOST + "\r\n";

  private static final String CHUNKED =
      " HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String BODY = "{\"row\":" + Served.ROW + "}";
  private static final List<String> BROKEN_CHUNKS =
      List.of(
          "zz\r\n" + BODY + "\r\n0\r\n\r\n",
          "-5\r\n" + BODY + "\r\n0\r\n\r\n",
          "ffffffffffffffff\r\n" + BODY,
          "5\r\n{\"row\"0\r\n\r\n",
          "5\r\n{\"row\r\nzz\r\n",
          "5;" + "x".repeat(9_000) + "\r\n{\"row\r\n0\r\n\r\n",
          "0\r\nBroken trailer\r\n\r\n");
  private static final String CHUNKS_PROBLEM =
      "{\"title\":\"The body is not in chunks, as Transfer-Encoding says that it is.\","
          + "\"status\":400,\"code\":\"BODY_INVALID\","
          + "\"detail\":\"Send before each chunk its length in hexadecimal digits.\"}";

  private static Served served;

  @BeforeAll
  static void start() {
    served = Served.start(Served.modelPackage(1), Map.of("event_loops", "1"));
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  private static Wire wire(String text) throws IOException {
    return new Wire(served.server().port()).send(text);
  }

  private static String all(String text) throws IOException {
    try (Wire wire = wire(text)) {
      return wire.readAll();
    }
  }

  private static String refused(String type, String body) {
    return "HTTP/1.1 400 Bad Request\r\n"
        + "x-content-type-options: nosniff\r\n"
        + "cache-control: no-store\r\n"
        + ("content-type: " + type + "\r\n")
        + "connection: close\r\n"
        + ("content-length: " + body.length() + "\r\n\r\n")
        + body;
  }

  private static String refusedHead(String title, String detail) {
    return refused(
        "application/problem+json",
        "{\"title\":\"%s\",\"status\":400,\"code\":\"HEAD_INVALID\",\"detail\":\"%s\"}"
            .formatted(title, detail));
  }

  @Test
  void a_coding_other_than_chunked_is_refused_and_its_body_is_not_served() throws IOException {
    for (String fields :
        List.of(
            "Transfer-Encoding: gzip\r\n",
            "Transfer-Encoding: xchunked\r\n",
            "Transfer-Encoding: \"chunked\"\r\n",
            "Transfer-Encoding: chunked;a=b\r\n",
            "Transfer-Encoding: identity\r\n",
            "Transfer-Encoding:\r\n",
            "Transfer-Encoding: gzip, chunked\r\n",
            "Transfer-Encoding: chunked, chunked\r\n",
            "transfer-encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: gzip\r\nContent-Length: 5\r\n")) {
      String head = "POST " + PREDICT + " HTTP/1.1\r\n" + HOST + fields + "\r\n";
      assertThat(all(head + LIVE))
          .as(fields)
          .isEqualTo(
              refusedHead(
                  "Transfer-Encoding is not 'chunked'.",
                  "Send the body as it is, in chunks or with Content-Length."));
    }
  }

  @Test
  void what_has_two_lengths_or_chunks_in_http_1_0_is_refused_too() throws IOException {
    for (String head :
        List.of(
            "HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n",
            "HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
            "HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n",
            "HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n",
            "HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: gzip\r\n\r\n")) {
      assertThat(all("POST " + PREDICT + " " + head + "0\r\n\r\n" + LIVE))
          .as(head)
          .startsWith(head.substring(0, 8) + " 400 ")
          .containsIgnoringCase("\r\nconnection: close\r\n")
          .endsWith("\"code\":\"HEAD_INVALID\"}");
    }
  }

  @Test
  void chunks_are_taken_however_their_coding_is_spelled() throws IOException {
    String half = Integer.toHexString(BODY.length() - 5);
    String chunks = "5\r\n" + BODY.substring(0, 5) + "\r\n" + half + ";a=b\r\n" + BODY.substring(5);
    for (String coding : List.of(":chunked", ": Chunked", ":\tCHUNKED ")) {
      String head = "POST " + PREDICT + " HTTP/1.1\r\n" + HOST + "Transfer-Encoding" + coding;
      try (Wire wire = wire(head + "\r\n\r\n" + chunks + "\r\n0\r\nX: y\r\n\r\n" + LIVE)) {
        assertThat(wire.read()).as(coding).startsWith("HTTP/1.1 200 ").contains("probability");
        assertThat(wire.read()).endsWith("{\"status\":\"live\"}");
      }
    }
  }

  @Test
  void nothing_is_served_after_a_version_that_nobody_knows() throws IOException {
    for (String version : List.of("HTTP/1.2", "HTTP/9.9", "http/1.1", "HTTX/1.1", "HTTP/2.0")) {
      assertThat(all("GET /live " + version + "\r\n" + HOST + "\r\n" + LIVE))
          .as(version)
          .isEqualTo(refusedHead("The request is not in HTTP/1.1.", "Send HTTP/1.1 or HTTP/1.0."));
    }
  }

  @Test
  void a_head_names_its_host_once() throws IOException {
    for (String hosts : List.of("", HOST + HOST, "host: x\r\nX: y\r\nHOST: z\r\n")) {
      assertThat(all("GET /live HTTP/1.1\r\n" + hosts + "\r\n" + LIVE))
          .as(hosts)
          .isEqualTo(refusedHead("The head does not name its host once.", "Send one header Host."));
    }
    assertThat(all("GET /live HTTP/1.0\r\n" + HOST + HOST + "\r\n")).contains(" 400 ");
  }

  @Test
  void a_head_of_http_1_0_need_not_name_its_host() throws IOException {
    assertThat(all("GET /live HTTP/1.0\r\n\r\n"))
        .startsWith("HTTP/1.0 200 ")
        .endsWith("{\"status\":\"live\"}");
  }

  @Test
  void chunks_that_cannot_be_read_are_refused() throws IOException {
    for (String chunks : BROKEN_CHUNKS) {
      assertThat(all("POST " + PREDICT + CHUNKED + chunks + LIVE))
          .as(chunks)
          .isEqualTo(refused("application/problem+json", CHUNKS_PROBLEM));
    }
  }

  @Test
  void broken_chunks_are_refused_in_the_form_of_the_protocol_that_is_spoken() throws IOException {
    assertThat(all("POST /invocations" + CHUNKED + "zz\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"error_code\":");
    assertThat(all("POST /v2/models/subscribers/infer" + CHUNKED + "zz\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("{\"error\":");
  }

  @Test
  void broken_chunks_that_come_late_are_refused() throws IOException {
    try (Wire wire = wire("POST " + PREDICT + CHUNKED)) {
      wire.send("5\r\n{\"row\r\n");
      assertThat(wire.hasAnswerWithin(100)).isFalse();
      wire.send("zz\r\n" + LIVE);
      assertThat(wire.readAll()).isEqualTo(refused("application/problem+json", CHUNKS_PROBLEM));
    }
  }

  @Test
  void broken_chunks_behind_another_request_are_refused_when_their_turn_comes() throws IOException {
    for (String chunks : BROKEN_CHUNKS) {
      try (Wire wire = wire(SLOW + LIVE + "POST " + PREDICT + CHUNKED + chunks + LIVE)) {
        assertThat(wire.read()).startsWith("HTTP/1.1 200 ").contains("millrace_");
        assertThat(wire.read()).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"live\"}");
        assertThat(wire.readAll())
            .as(chunks)
            .isEqualTo(refused("application/problem+json", CHUNKS_PROBLEM));
      }
    }
  }

  @Test
  void broken_heads_behind_another_request_are_refused_when_their_turn_comes() throws IOException {
    String broken = "POST " + PREDICT + " HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip\r\n\r\n";
    try (Wire wire = wire(SLOW + LIVE + broken + LIVE)) {
      assertThat(wire.read()).startsWith("HTTP/1.1 200 ").contains("millrace_");
      assertThat(wire.read()).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"live\"}");
      assertThat(wire.readAll()).startsWith("HTTP/1.1 400 ").endsWith("Content-Length.\"}");
    }
  }

  @Test
  void broken_chunks_that_nobody_wanted_end_their_connection() throws IOException {
    try (Wire wire = wire("GET /live" + CHUNKED + "zz\r\n" + LIVE)) {
      assertThat(wire.read()).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"live\"}");
      assertThat(wire.readAll()).isEmpty();
    }
    try (Wire wire = wire("GET /metrics" + CHUNKED + "zz\r\n" + LIVE)) {
      assertThat(wire.read()).startsWith("HTTP/1.1 200 ").contains("millrace_");
      assertThat(wire.readAll()).isEmpty();
    }
  }
}
