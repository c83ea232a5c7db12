package dev.millrace.mlflow.ship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.server.RealServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real server, and between it and us everything that can go wrong on the way. */
class FaultsTest {
  private static final Duration ANSWER = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  private String experiment;

  @BeforeEach
  void begin() {
    RealServer.uri();
    experiment = "faults " + UUID.randomUUID();
    Scenario.track(directory, experiment);
  }

  private static ServerConfig config(FaultyProxy proxy) {
    return ServerConfig.of(proxy.uri()).withTimeouts(Duration.ofSeconds(2), ANSWER);
  }

  private void sync(FaultyProxy proxy) {
    sync(directory, config(proxy));
  }

  /** Waits less between tries than people would want. */
  private static void sync(Path run, ServerConfig server) {
    Sync.sync(
        run,
        server,
        PATIENCE,
        new Backoff(Duration.ofMillis(10), Duration.ofMillis(50), new Random(1)));
  }

  @Test
  void a_journal_arrives_exactly_and_again_is_harmless() throws IOException {
    ServerConfig server = ServerConfig.of(RealServer.uri());

    SyncReport report = Sync.sync(directory, server);

    assertThat(report.lines()).isGreaterThan(50);
    assertThat(report.runs()).hasSize(2).allMatch(run -> run.startsWith(RealServer.uri()));
    assertThat(report.problems()).isEmpty();
    Delivered.assertExactly(RealServer.uri(), directory);

    assertThat(Sync.sync(directory, server).lines()).isZero();
    Files.delete(directory.resolve(Cursor.FILE));
    Sync.sync(directory, server);
    Delivered.assertExactly(RealServer.uri(), directory);
  }

  /** The first time of each call fails, every call once. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "BUSY", "LATE"})
  void every_call_that_fails_once_is_made_up_for(Fault fault) throws IOException {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try (FaultyProxy proxy = new FaultyProxy(RealServer.uri(), ANSWER)) {
      proxy.plan(request -> seen.add(request.replaceAll("\\?.*", "")) ? fault : Fault.NONE);

      sync(proxy);

      assertThat(proxy.counts().get(fault)).isGreaterThan(10);
    }
    Delivered.assertExactly(RealServer.uri(), directory);
  }

  @Test
  void a_server_that_asks_for_rest_gets_it() throws IOException {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    long started = System.nanoTime();
    try (FaultyProxy proxy = new FaultyProxy(RealServer.uri(), ANSWER)) {
      proxy.plan(
          request ->
              request.startsWith("POST") && seen.size() < 3 && seen.add(request)
                  ? Fault.BUSY
                  : Fault.NONE);

      sync(proxy);

      assertThat(proxy.counts().get(Fault.BUSY)).isEqualTo(3);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofSeconds(3));
    Delivered.assertExactly(RealServer.uri(), directory);
  }

  /** The call is looked for in vain, sent again, and only then carried out the first time. */
  @Test
  void what_a_slow_server_does_after_we_gave_up_is_taken_back() throws Exception {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    Duration answer = Duration.ofSeconds(1);
    try (FaultyProxy proxy = new FaultyProxy(RealServer.uri(), Duration.ofMillis(1400))) {
      proxy.plan(
          request ->
              request.matches(
                          "POST .*/(runs/create|logged-models|model-versions/create|runs/log-batch) .*")
                      && seen.add(request)
                  ? Fault.LATE
                  : Fault.NONE);
      ServerConfig server =
          ServerConfig.of(proxy.uri()).withTimeouts(Duration.ofSeconds(2), answer);

      sync(directory, server);

      assertThat(proxy.counts().get(Fault.LATE)).isEqualTo(4);
      proxy.awaitLate();
    }
    Delivered.assertExactly(RealServer.uri(), directory);
  }

  /**
   * A fifth of all calls fail, in all ways, and the cursor is lost in between. {@code
   * -Dmillrace.faults.rounds=N} repeats it with other chances, and counts.
   */
  @Test
  void whatever_goes_wrong_the_server_has_everything_once() throws IOException {
    int rounds = Integer.getInteger("millrace.faults.rounds", 1);
    Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    for (int round = 1; round <= rounds; round++) {
      Path fresh = directory.resolve("round-" + round);
      Scenario.track(fresh, experiment + " " + round);
      disturb(fresh, new Random(round)).forEach((fault, n) -> counts.merge(fault, n, Integer::sum));
      Delivered.assertExactly(RealServer.uri(), fresh);
    }
    assertThat(counts).containsKeys(Fault.values());
    if (rounds > 1) {
      System.out.println("injected in " + rounds + " rounds, nothing lost: " + counts);
    }
  }

  private static Map<Fault, Integer> disturb(Path run, Random random) throws IOException {
    Fault[] faults = Fault.values();
    AtomicInteger slow = new AtomicInteger();
    try (FaultyProxy proxy = new FaultyProxy(RealServer.uri(), ANSWER.plusMillis(200))) {
      proxy.plan(
          request -> {
            synchronized (random) {
              Fault fault =
                  random.nextInt(5) == 0 ? faults[random.nextInt(faults.length)] : Fault.NONE;
              boolean isSlow = fault == Fault.LATE || fault == Fault.BUSY;
              return isSlow && slow.incrementAndGet() > 3 ? Fault.ERROR_AFTER : fault;
            }
          });
      for (int i = 0; i < 2; i++) {
        Files.deleteIfExists(run.resolve(Cursor.FILE));
        sync(run, config(proxy));
      }
      return proxy.counts();
    }
  }
}
