package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.Await;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More of something than the server has room for. */
class FloodTest {
  private static final String PREDICT = "/v1/models/subscribers/predict";
  private static final String ROW = "{\"row\":" + Served.ROW + "}";

  @Test
  void clients_that_hold_back_the_end_of_their_bodies_cannot_fill_the_memory() throws Exception {
    long most = Runtime.getRuntime().maxMemory() / 8;
    long body = Math.max(4L << 20, most / 8);
    try (Served served =
        Served.start(
            Served.modelPackage(1),
            Map.of("limits.body", String.valueOf(body), "limits.request_time", "20s"))) {
      List<Wire> wires = new ArrayList<>();
      try {
        String piece = " ".repeat(1 << 20);
        int refused = 0;
        for (int i = 0; i < 20 && refused == 0; i++) {
          Wire wire = new Wire(served.server().port());
          wires.add(wire);
          refused += fill(wire, piece, body) ? 1 : 0;
        }
        assertThat(refused).isOne();
        assertThat(served.post(PREDICT, ROW).statusCode()).isEqualTo(200);
      } finally {
        for (Wire wire : wires) {
          wire.close();
        }
      }
      Await.until(() -> inFlight(served) <= 1);
      assertThat(served.post(PREDICT, " ".repeat(1 << 20) + ROW).statusCode()).isEqualTo(200);
    }
  }

  /** Sends all but a byte; whether the server would not have it. */
  private static boolean fill(Wire wire, String piece, long body) throws IOException {
    wire.send("POST " + PREDICT + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body + "\r\n\r\n");
    for (long sent = 0; sent + piece.length() < body; sent += piece.length()) {
      wire.send(piece);
    }
    return wire.hasAnswerWithin(100)
        && wire.read().toLowerCase(Locale.ROOT).contains("retry-after: 1");
  }

  private static int inFlight(Served served) {
    return Served.json(served.get("/v1/status")).at("/traffic/in_flight").asInt();
  }

  @Test
  void of_a_flood_of_connections_most_are_closed_at_once() throws Exception {
    try (Served served =
        Served.start(
            Served.modelPackage(1), Map.of("limits.connections", "4", "event_loops", "1"))) {
      List<Wire> wires = new ArrayList<>();
      try {
        for (int i = 0; i < 4 + 64 + 20; i++) {
          wires.add(new Wire(served.server().port()));
        }
        for (Wire late : wires.subList(4 + 64, wires.size())) {
          assertThat(late.closesWithin(15_000)).isTrue();
        }
        for (Wire surplus : wires.subList(4, 4 + 64)) {
          assertThat(surplus.closesWithin(15_000)).isTrue(); // after a second of saying nothing
        }
        assertThat(wires.get(0).send("GET /live HTTP/1.1\r\nHost: x\r\n\r\n").read())
            .contains(" 200 ");
      } finally {
        for (Wire wire : wires) {
          wire.close();
        }
      }
    }
  }

  @Test
  void of_a_flood_of_requests_those_above_the_limit_are_told_to_come_again() throws Exception {
    ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
    String rows =
        "{\"reasons\":7,\"rows\":["
            + IntStream.range(0, 300).mapToObj(i -> Served.ROW).collect(Collectors.joining(","))
            + "]}";
    try (Served served =
        Served.start(
            Served.modelPackage(1),
            Map.of("limits.in_flight", "4", "batching.inline_micros", "0", "event_loops", "1"))) {
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        Thread client =
            new Thread(
                () -> {
                  for (int n = 0; n < 4; n++) {
                    var answer = served.post(PREDICT, rows);
                    boolean told = answer.headers().firstValue("retry-after").isPresent();
                    answers.add(answer.statusCode() + (told ? " come again" : ""));
                  }
                });
        client.start();
        clients.add(client);
      }
      for (Thread client : clients) {
        client.join();
      }
      assertThat(answers).hasSize(96).contains("200", "503 come again");
      assertThat(answers).containsOnly("200", "503 come again");
      assertThat(inFlight(served)).isOne();
    }
  }

  @Test
  void thousands_of_outcomes_at_once_are_refused_one_by_one() {
    try (Served served = Served.start(Served.modelPackage(1), Map.of())) {
      String outcomes =
          IntStream.range(0, 5_000)
              .mapToObj(i -> "{\"id\":\"none-" + i + "\",\"outcome\":true}")
              .collect(Collectors.joining(",", "{\"outcomes\":[", "]}"));
      var answer = served.post("/v1/outcomes", outcomes);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("none-4999");
      assertThat(served.post("/v1/outcomes", "{" + " ".repeat(20_000)).statusCode()).isEqualTo(400);
    }
  }
}
