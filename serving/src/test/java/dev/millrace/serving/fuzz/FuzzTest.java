package dev.millrace.serving.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.server.Served;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Malformed requests to all routes of a real server, a few thousand in the suite, and a million by
 *
 * <pre>{@code
 * ./mvnw test -pl serving -am -Dtest=FuzzTest -Dmillrace.fuzz.requests=1000000 \
 *     -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * <p>{@code -Dmillrace.fuzz.seed} sends the same again, as far as the order among clients goes.
 */
class FuzzTest {
  private static final long REQUESTS = Long.getLong("millrace.fuzz.requests", 6_000);
  private static final long SEED = Long.getLong("millrace.fuzz.seed", 20_260);
  private static final int CLIENTS = 8;
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void malformed_requests_are_refused_and_leave_nothing_behind() throws Exception {
    Map<String, String> flags = Map.of("limits.request_time", "20s", "access_log", "/dev/null");
    try (Served served = Served.start(Served.modelPackage(1), flags)) {
      attack(served, REQUESTS / 2);
    }
  }

  @Test
  void so_they_do_where_workers_score_and_a_challenger_answers_a_share() throws Exception {
    Map<String, String> flags =
        Map.of(
            "limits.request_time",
            "20s",
            "batching.inline_micros",
            "0",
            "batching.mode",
            "on",
            "challenger.model",
            "named by the test",
            "challenger.share",
            "50%");
    try (Served served = Served.start(Served.modelPackage(1), Served.modelPackage(2), flags)) {
      attack(served, REQUESTS - REQUESTS / 2);
    }
  }

  private static void attack(Served served, long requests) throws Exception {
    int port = served.base().getPort();
    Judge judge = new Judge(expected(port));
    run(port, 2_000, judge, new Findings(), SEED - 1_000); // classes and buffers are there after
    served.awaitQuiet();
    Vitals before = Vitals.settled();
    Findings findings = new Findings();
    long start = System.nanoTime();
    run(port, requests, judge, findings, SEED);
    double seconds = (System.nanoTime() - start) / 1e9;
    served.awaitQuiet();
    Vitals after = Vitals.settled();
    System.out.printf("%s in %.0f s%nbefore: %s%nafter:  %s%n", findings, seconds, before, after);
    assertThat(findings.report()).isEmpty();
    assertThat(expected(port)).isEqualTo(judge.expected());
    assertThat(after.heap() - before.heap()).isLessThan(12 * MEBIBYTE);
    assertThat(after.direct() - before.direct()).isLessThan(16 * MEBIBYTE);
    assertThat(after.descriptors() - before.descriptors()).isLessThan(8);
    assertThat(after.threads() - before.threads()).isLessThan(4);
  }

  private static void run(int port, long requests, Judge judge, Findings findings, long seed)
      throws InterruptedException {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Thread client =
          new Thread(new Attack(port, requests, judge, findings, seed + i), "attack-" + i);
      client.start();
      clients.add(client);
    }
    for (Thread client : clients) {
      client.join();
    }
  }

  /** The good requests alone. */
  private static List<String> expected(int port) throws IOException {
    List<String> answers = new ArrayList<>();
    for (Real.Request request : Real.good()) {
      try (Wire wire = new Wire(port)) {
        wire.send(new Framed(new Random(0)).asIs(request).bytes());
        Answer answer = wire.read(false);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        answers.add(Judge.lasting(answer));
      }
    }
    return answers;
  }
}
