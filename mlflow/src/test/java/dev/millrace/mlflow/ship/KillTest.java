package dev.millrace.mlflow.ship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.mlflow.RunStart;
import dev.millrace.mlflow.TrackedRun;
import dev.millrace.mlflow.Tracking;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.journal.Entry;
import dev.millrace.mlflow.journal.JournalReader;
import dev.millrace.mlflow.server.RealServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9, of either side, at any time. */
class KillTest {
  private static final int KILLS = 5;

  @TempDir Path directory;

  private final String experiment = "kill " + UUID.randomUUID();

  @BeforeEach
  void requireServer() {
    RealServer.uri();
  }

  /** At a call that chance picks: before the server hears of it, or when it has done it. */
  @Test
  void a_process_that_delivers_may_be_killed_at_any_call() throws Exception {
    Scenario.track(directory, experiment);
    Random random = new Random(5);
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger kills = new AtomicInteger();
    AtomicReference<Process> child = new AtomicReference<>();
    try (FaultyProxy proxy = new FaultyProxy(RealServer.uri(), Duration.ZERO)) {
      AtomicInteger next = new AtomicInteger(2 + random.nextInt(6));
      proxy.plan(
          request -> {
            if (kills.get() >= KILLS || calls.incrementAndGet() < next.get()) {
              return Fault.NONE;
            }
            calls.set(0);
            next.set(4 + random.nextInt(10));
            kills.incrementAndGet();
            child.get().destroyForcibly();
            return random.nextBoolean() ? Fault.DROP_AFTER : Fault.DROP_BEFORE;
          });
      int code;
      do {
        child.set(Child.start(said(0), "sync", directory.toString(), proxy.uri()));
        assertThat(child.get().waitFor(60, TimeUnit.SECONDS)).isTrue();
        code = child.get().exitValue();
        assertThat(code).isIn(0, 137);
      } while (code != 0);
    }
    assertThat(kills).hasValue(KILLS);
    // the cursor knows the server by the address of the proxy
    Delivered.assertExactly(RealServer.uri(), directory);
  }

  /** While it writes and delivers; each value that it had logged is there, and once. */
  @Test
  void a_process_that_tracks_may_be_killed_at_any_time() throws Exception {
    Random random = new Random(9);
    long logged = 0;
    for (int i = 0; i < 2; i++) {
      Process child = track(i, 1_000_000);
      while (count(i) < 200) {
        assertThat(child.isAlive()).isTrue();
        Thread.sleep(20);
      }
      Thread.sleep(random.nextInt(1500));
      child.destroyForcibly().waitFor();
      logged += count(i);
    }
    assertThat(track(2, 100).waitFor()).isZero();
    logged += count(2);

    assertThat(
            JournalReader.all(directory).stream()
                .filter(line -> line.entry() instanceof Entry.Metrics))
        .hasSizeBetween((int) logged, (int) logged + 2);
    Sync.sync(directory, ServerConfig.of(RealServer.uri()));
    Delivered.assertExactly(RealServer.uri(), directory);
  }

  private Process track(int number, int steps) {
    return Child.start(
        said(number), "track", directory.toString(), RealServer.uri(), experiment, "" + steps);
  }

  private Path said(int number) {
    return directory.resolve("said-" + number);
  }

  private long count(int number) throws IOException {
    return Files.readAllLines(said(number)).stream()
        .filter(line -> line.startsWith("logged"))
        .count();
  }

  @Test
  void a_server_may_be_killed_and_come_back_while_a_run_goes_on() throws Exception {
    Scenario.files(directory);
    ServerConfig server =
        ServerConfig.of(RealServer.uri())
            .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));
    try (Tracking tracking = Tracking.open(directory, Optional.of(server))) {
      TrackedRun early = tracking.begin(RunStart.of(experiment, "early"));
      early.metric("loss", 1, 0);
      assertThat(tracking.deliver(Duration.ofSeconds(30))).isTrue();

      Scenario.track(tracking, experiment);
      Thread.sleep(300); // now it delivers
      RealServer.kill();
      long started = System.nanoTime();
      for (int i = 0; i < 1000; i++) {
        early.metrics(Map.of("loss", 1.0 / i), i);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
      assertThat(tracking.deliver(Duration.ofMillis(500))).isFalse();
      while (tracking.trouble().isEmpty()) {
        Thread.sleep(10); // until it has noticed
      }
      assertThat(tracking.trouble()).contains("Nothing is lost");

      RealServer.restart();
      early.finished();
      assertThat(tracking.deliver(Duration.ofSeconds(90))).isTrue();
      assertThat(tracking.trouble()).isEmpty();
    }
    Delivered.assertExactly(RealServer.uri(), directory);
  }
}
