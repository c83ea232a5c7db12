package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests that are sent before the ones before them are answered. */
class PipeliningTest {
  /** Is answered by another thread, so that what follows waits. */
  private static final String SLOW = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";

  private static final String UNFINISHED =
      "POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{";
  private static Served served;

  @BeforeAll
  static void start() {
    served = Served.start(Served.modelPackage(1), Map.of("event_loops", "1"));
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @Test
  void a_slow_body_behind_another_request_is_cut_off_too() throws Exception {
    Map<String, String> hasty = Map.of("limits.request_time", "3s", "event_loops", "1");
    try (Served other = Served.start(Served.modelPackage(1), hasty);
        Wire wire = new Wire(other.server().port())) {
      wire.send(SLOW + UNFINISHED);
      assertThat(wire.read()).contains("millrace_");
      assertThat(wire.read()).startsWith("HTTP/1.1 408").contains("error_code");
    }
  }

  @Test
  void a_client_that_leaves_in_the_midst_of_the_second_leaves_nothing_in_flight() throws Exception {
    for (int i = 0; i < 5; i++) {
      try (Wire wire = new Wire(served.server().port())) {
        wire.send(SLOW + UNFINISHED);
        assertThat(wire.read()).contains("millrace_");
      }
    }
    served.awaitQuiet();
  }

  @Test
  void bodies_that_waited_when_their_clients_left_are_given_back() throws Exception {
    String waiting =
        SLOW
            + "POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 65000\r\n\r\n"
            + " ".repeat(64_000);
    leave(waiting, 50); // buffers that stay
    Map<String, Double> before = OffHeap.pools();
    leave(waiting, 200); // 12.8 MB
    Map<String, Double> after = OffHeap.pools();
    assertThat(after.get("direct") - before.get("direct")).isLessThan(10e6);
    assertThat(after.get("netty") - before.get("netty")).isLessThan(10e6);
  }

  private static void leave(String waiting, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      try (Wire wire = new Wire(served.server().port())) {
        wire.send(waiting);
      }
    }
    served.awaitQuiet();
  }

  @Test
  void hundreds_that_wait_for_one_are_answered_in_order() throws Exception {
    try (Wire wire = new Wire(served.server().port())) {
      StringBuilder all = new StringBuilder(SLOW);
      for (int i = 0; i < 600; i++) {
        all.append("GET /live HTTP/1.1\r\nHost: x\r\nX-Request-Id: n" + i + "\r\n\r\n");
      }
      wire.send(all.toString());
      assertThat(wire.read()).contains("millrace_");
      for (int i = 0; i < 600; i++) {
        assertThat(wire.read()).contains("n" + i + "\r\n").endsWith("{\"status\":\"live\"}");
      }
    }
  }

  @Test
  void who_does_not_read_its_answers_is_not_read_either() throws Exception {
    double before = OffHeap.pools().get("netty");
    try (SocketChannel channel =
        SocketChannel.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), served.server().port()))) {
      channel.configureBlocking(false);
      byte[] ask =
          "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n"
              .repeat(500)
              .getBytes(StandardCharsets.US_ASCII);
      long sent = 0;
      for (int quiet = 0; quiet < 20; ) { // half a second without taking a byte
        int now = channel.write(ByteBuffer.wrap(ask));
        sent += now;
        quiet = now == 0 ? quiet + 1 : 0;
        assertThat(sent).isLessThan(100_000_000);
        Thread.sleep(now == 0 ? 25 : 0);
      }
      assertThat(OffHeap.pools().get("netty") - before).isLessThan(32e6);
    }
  }
}
