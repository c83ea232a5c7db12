package dev.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Outcome;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Server;
import dev.millrace.conformance.suite.Suites;
import dev.millrace.conformance.tiny.RawServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the checks of bytes on the wire can fail. */
class RawMistakesTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  @ParameterizedTest
  @CsvSource({
    "'Two requests can follow each other on one connection'",
    "'Two requests sent at once are both answered, in order'",
    "'Expect: 100-continue is answered'",
    "'A request that is no HTTP is refused'",
    "'An unknown Transfer-Encoding is refused, and the connection closed'",
    "'A request of HTTP/1.1 without Host is refused with 400'",
    "'A body announced as far too large is refused with 413'"
  })
  void a_server_that_answers_200_to_anything_and_hangs_up_is_found(String name) throws IOException {
    try (RawServer server = RawServer.answering(OK)) {
      assertThat(run(server.base(), name)).isInstanceOf(Outcome.Failed.class);
    }
  }

  @Test
  void a_server_that_goes_on_after_close_is_found() throws IOException {
    try (RawServer server = RawServer.answering(OK + "HTTP/1.1 200 more")) {
      assertThat(run(server.base(), "Connection: close is followed"))
          .isEqualTo(new Outcome.Failed("a closed connection", "more bytes"));
    }
  }

  @Test
  void a_server_that_goes_on_after_a_transfer_encoding_that_it_does_not_know_is_found()
      throws IOException {
    String refusal = "HTTP/1.1 501 Not Implemented\r\nContent-Length: 0\r\n\r\n";
    try (RawServer server = RawServer.answering(refusal + OK)) {
      assertThat(
              run(
                  server.base(),
                  "An unknown Transfer-Encoding is refused, and the connection closed"))
          .isEqualTo(new Outcome.Failed("a closed connection", "more bytes"));
    }
  }

  @Test
  void a_server_that_hangs_up_on_a_body_that_is_too_large_is_found() throws IOException {
    try (RawServer server = RawServer.answering("")) {
      assertThat(run(server.base(), "A body announced as far too large is refused with 413"))
          .isEqualTo(new Outcome.Failed("status 413", "a closed connection without an answer"));
    }
  }

  @Test
  void a_server_that_hangs_up_on_garbage_passes() throws IOException {
    try (RawServer server = RawServer.answering("")) {
      assertThat(run(server.base(), "A request that is no HTTP is refused"))
          .isEqualTo(new Outcome.Passed());
    }
  }

  @Test
  void a_server_that_accepts_no_connection_is_found() {
    assertThat(
            run(
                URI.create("http://127.0.0.1:1"),
                "A connection is accepted within 250 milliseconds"))
        .isInstanceOf(Outcome.Failed.class);
  }

  private static Outcome run(URI base, String name) {
    Check check =
        Suites.of(EnumSet.allOf(Protocol.class)).stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    return check.run(new Server(base, null, Duration.ofSeconds(5)));
  }
}
