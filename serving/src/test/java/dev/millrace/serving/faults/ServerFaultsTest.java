package dev.millrace.serving.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.contract.support.Json;
import dev.millrace.serving.Await;
import dev.millrace.serving.server.Served;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What befalls a server as a whole, done to a real process. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServerFaultsTest {
  private static final String PREDICT = "/v1/models/subscribers/predict";
  private static final String ROW = "{\"row\":" + Served.ROW + "}";
  private static final String MODEL = Served.modelPackage(1).toString();

  private static final int CLIENTS = 8;

  /** That each client sends; with 8 on there is every one of them. */
  private static final int BODIES = Integer.getInteger("millrace.faults.bodies", 2);

  @TempDir Path folder;

  /** Asks until told to end. */
  private static final class Clients {
    final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    final AtomicInteger answered = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    Clients(ServerProcess server) {
      for (int i = 0; i < 3; i++) {
        Thread thread = new Thread(() -> ask(server));
        thread.start();
        threads.add(thread);
      }
    }

    private void ask(ServerProcess server) {
      while (!ended.get()) {
        try {
          HttpResponse<String> answer = server.post(PREDICT, ROW);
          if (answer.statusCode() == 200) {
            answered.incrementAndGet();
          } else {
            failures.add(answer.statusCode() + " " + answer.body());
          }
        } catch (IOException e) {
          failures.add(e.toString());
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    void awaitMore(int requests) throws InterruptedException {
      int until = answered.get() + requests;
      while (answered.get() < until && failures.isEmpty()) {
        Thread.sleep(2);
      }
    }

    void end() throws InterruptedException {
      ended.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  @Test
  void told_to_end_under_load_it_answers_every_request_and_ends() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder, Map.of(), "128m", MODEL)) {
      Clients clients = new Clients(server);
      clients.awaitMore(100);
      server.process().destroy(); // SIGTERM
      while (server.get("/ready").statusCode() != 503) {
        Thread.sleep(5);
      }
      clients.awaitMore(100);
      clients.end(); // as a load balancer does that has seen the 503
      assertThat(clients.failures).isEmpty();
      assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(server.process().exitValue()).isEqualTo(143);
      assertThat(server.log()).contains("stopped").doesNotContain("cut off", "ERROR");
    }
  }

  @Test
  void killed_under_load_it_takes_outcomes_of_predictions_from_before() throws Exception {
    String id;
    try (ServerProcess server = ServerProcess.start(folder, Map.of(), "128m", MODEL)) {
      Clients clients = new Clients(server);
      clients.awaitMore(50);
      id = Json.mapper().readTree(server.post(PREDICT, ROW).body()).at("/prediction/id").asText();
      server.process().destroyForcibly().waitFor();
      clients.end();
    }
    try (ServerProcess server = ServerProcess.start(folder, Map.of(), "128m", MODEL)) {
      String outcome = "{\"outcomes\":[{\"id\":\"" + id + "\",\"outcome\":true}]}";
      assertThat(server.post("/v1/outcomes", outcome).body()).contains("\"accepted\":1");
    }
  }

  /**
   * The launcher's 256 MB, all clients at once, and bodies that become large when they are read.
   */
  @Test
  void bodies_made_to_fill_the_memory_do_not() throws Exception {
    try (ServerProcess server = ServerProcess.start(folder, Map.of(), "256m", MODEL)) {
      List<String> bodies =
          List.of(
              "{\"row\":{\"x\":[" + "1,".repeat(2_000_000) + "1]}}",
              "{\"rows\":[" + "{\"q\":0,\"r\":0,\"s\":0,\"t\":0},".repeat(9_999) + "{}]}",
              "{\"inputs\":{\"plan\":[" + "[],".repeat(1_300_000) + "[]]}}",
              "{\"instances\":[" + "{},".repeat(1_300_000) + "{}]}",
              "{\"instances\":[" + "[1,2,3,4,5,6,7,8,9],".repeat(9_000) + "[]]}",
              "{\"inputs\":[" + "{\"name\":\"plan\"},".repeat(240_000) + "{}]}",
              "{\"outcomes\":[" + "{},".repeat(1_300_000) + "{}]}",
              "{" + "\"a\":1,".repeat(650_000) + "\"b\":1}");
      List<String> paths =
          List.of(PREDICT, "/invocations", "/v2/models/subscribers/infer", "/v1/outcomes");
      String accepted =
          "{\"reasons\":7,\"rows\":[" + (Served.ROW + ",").repeat(9_999) + Served.ROW + "]}";
      String padded = accepted + " ".repeat((4 << 20) - accepted.length());
      ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
      List<Thread> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int number = client;
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 0; i < BODIES; i++) {
                    hurl(server, paths.get((number + i / 2) % 4), bodies.get((number + i) % 8));
                    answers.add(hurl(server, PREDICT, padded));
                  }
                });
        thread.start();
        clients.add(thread);
      }
      for (Thread thread : clients) {
        thread.join();
      }
      assertThat(server.process().isAlive()).as(server.log()).isTrue();
      assertThat(answers).contains("200");
      assertThat(server.post(PREDICT, ROW).statusCode()).isEqualTo(200);
    }
  }

  /** Gives the status; nothing where there is none. */
  private static String hurl(ServerProcess server, String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json"
            + "\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.base().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(bytes);
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.UTF_8).replaceFirst("(?s)HTTP/1.1 (\\d+).*", "$1");
    } catch (IOException e) {
      return ""; // refused before all was sent
    }
  }

  @Test
  void without_memory_it_ends_so_that_another_can_be_started() throws Exception {
    String[] arguments = {MODEL, "--limits-body", "16MiB"};
    try (ServerProcess server = ServerProcess.start(folder, Map.of(), "32m", arguments)) {
      String body = "{\"row\":{\"x\":[" + "1,".repeat(6_000_000) + "1]}}"; // 60 MB when read
      for (int i = 0; i < 8 && server.process().isAlive(); i++) {
        hurl(server, "/invocations", body);
      }
      assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(server.process().exitValue()).isEqualTo(3);
    }
  }

  /** Needs {@code apt-get install faketime}, which makes the server several times slower. */
  @Test
  @EnabledIfSystemProperty(named = "millrace.faults.clock", matches = "true")
  void a_clock_that_jumps_a_day_ahead_and_back_changes_no_answer() throws Exception {
    Path library = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
    Path clock = Files.writeString(folder.resolve("clock"), "+0");
    Map<String, String> faked =
        Map.of(
            "LD_PRELOAD",
            library.toString(),
            "FAKETIME_TIMESTAMP_FILE",
            clock.toString(),
            "FAKETIME_NO_CACHE",
            "1",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1");
    try (ServerProcess server = ServerProcess.start(folder, faked, "128m", MODEL)) {
      Clients clients = new Clients(server);
      for (String jump : List.of("+1d", "-1d", "+0")) {
        Files.writeString(clock, jump);
        Thread.sleep(2200); // the library looks each second, and the rates are made each second
        clients.awaitMore(50);
        assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
        assertThat(
                Json.mapper()
                    .readTree(server.get("/v1/status").body())
                    .at("/traffic/requests_per_second")
                    .asDouble())
            .isPositive();
      }
      server.process().destroy();
      while (server.get("/ready").statusCode() != 503) {
        Thread.sleep(5);
      }
      clients.end();
      assertThat(clients.failures).isEmpty();
      assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_full_disk_costs_lines_of_the_access_log_and_no_answer() throws Exception {
    Path full = Path.of("/dev/full"); // takes nothing, as a full disk
    assumeTrue(Files.exists(full), "a device of Linux");
    try (Served served =
        Served.start(Served.modelPackage(1), Map.of("access_log", full.toString()))) {
      for (int i = 0; i < 20; i++) {
        assertThat(served.post(PREDICT, ROW).statusCode()).isEqualTo(200);
      }
      Pattern lost = Pattern.compile("millrace_access_log_lost\\w* (2\\d|1\\d)");
      Await.until(() -> lost.matcher(served.get("/metrics").body()).find());
      assertThat(served.get("/metrics").body()).containsPattern(lost);
    }
  }
}
