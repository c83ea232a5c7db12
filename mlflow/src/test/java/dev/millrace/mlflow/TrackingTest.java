package dev.millrace.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.journal.Entry;
import dev.millrace.mlflow.journal.JournalLine;
import dev.millrace.mlflow.journal.JournalReader;
import dev.millrace.mlflow.journal.RunState;
import dev.millrace.mlflow.ship.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What training code sees; no server is needed for any of it. */
class TrackingTest {
  /** Nobody listens there. */
  private static final Optional<ServerConfig> NOBODY =
      Optional.of(ServerConfig.of("http://127.0.0.1:1"));

  @TempDir Path folder;

  private List<Entry> entries(Path directory) {
    return JournalReader.all(directory).stream().map(JournalLine::entry).toList();
  }

  @Test
  void without_a_server_that_answers_nothing_waits_and_nothing_fails() throws Exception {
    try (Tracking tracking = Tracking.open(folder, NOBODY)) {
      TrackedRun run = tracking.begin(RunStart.of("telco", "run"));
      long started = System.nanoTime();
      for (int i = 0; i < 1000; i++) {
        run.metric("loss", 1.0 / i, i);
      }
      run.finished();
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
      assertThat(tracking.deliver(Duration.ofMillis(300))).isFalse();
      awaitTrouble(tracking);
      assertThat(tracking.trouble()).contains("nothing listens there");
    }
    assertThat(entries(folder)).hasSize(1003);
  }

  private static void awaitTrouble(Tracking tracking) throws InterruptedException {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (tracking.trouble().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(10);
    }
  }

  @Test
  void a_journal_is_delivered_by_one_at_a_time() throws InterruptedException {
    try (Tracking tracking = Tracking.open(folder, NOBODY)) {
      tracking.begin(RunStart.of("telco", "run"));
      awaitTrouble(tracking); // then it is under way
      assertThatThrownBy(() -> Sync.sync(folder, NOBODY.orElseThrow()))
          .isInstanceOf(MillraceException.class)
          .hasMessageContaining("is being delivered just now");
    }
    assertThatThrownBy(() -> Sync.sync(folder, NOBODY.orElseThrow(), Duration.ZERO))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("nothing listens there");
  }

  @Test
  void a_parameter_keeps_its_first_value_as_in_mlflow() {
    try (Tracking tracking = Tracking.open(folder)) {
      TrackedRun run = tracking.begin(RunStart.of("telco", "run").withParams(Map.of("a", "1")));
      run.params(Map.of("a", "2", "b", "3"));
      run.params(Map.of("b", "4"));
    }
    assertThat(entries(folder))
        .filteredOn(Entry.Params.class::isInstance)
        .containsExactly(new Entry.Params(2, Map.of("b", "3")));
  }

  @Test
  void a_run_that_a_killed_process_left_is_found_again() {
    try (Tracking tracking = Tracking.open(folder)) {
      tracking.begin(RunStart.of("telco", "done")).finished();
      tracking.begin(RunStart.of("telco", "left")).params(Map.of("a", "1"));
    }
    try (Tracking tracking = Tracking.open(folder)) {
      assertThat(tracking.unfinished()).extracting(TrackedRun::name).containsExactly("left");
      TrackedRun left = tracking.unfinished().get(0);
      left.params(Map.of("a", "2"));
      left.failed("x");
      assertThat(tracking.unfinished()).isEmpty();
    }
    assertThat(entries(folder)).filteredOn(Entry.Params.class::isInstance).hasSize(1);
  }

  @Test
  void a_run_whose_process_is_gone_can_be_said_to_be_killed() {
    try (Tracking tracking = Tracking.open(folder)) {
      tracking.begin(RunStart.of("telco", "left"));
      assertThat(Tracking.endAbandoned(folder, "it still runs")).isZero();
    }
    assertThat(Tracking.endAbandoned(folder, "the process is gone")).isEqualTo(1);
    assertThat(Tracking.endAbandoned(folder, "the process is gone")).isZero();
    assertThat(entries(folder))
        .endsWith(new Entry.Status(2, RunState.KILLED, "the process is gone"));
    assertThat(Tracking.endAbandoned(folder.resolve("none"), "x")).isZero();
  }

  @Test
  void a_run_directory_may_get_another_name_meanwhile() throws IOException {
    Path before = folder.resolve("partial");
    Path after = folder.resolve("runs/telco/1");
    try (Tracking tracking = Tracking.open(before, NOBODY)) {
      TrackedRun run = tracking.begin(RunStart.of("telco", "run"));
      tracking.moveTo(after);
      Files.writeString(after.resolve("report.html"), "x");
      run.artifact(after.resolve("report.html"));
      run.finished();
    }
    assertThat(before).doesNotExist();
    assertThat(entries(after)).hasSize(4);
  }

  @Test
  void files_outside_of_the_run_directory_are_refused() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "x");
    try (Tracking tracking = Tracking.open(folder.resolve("run"))) {
      TrackedRun run = tracking.begin(RunStart.of("telco", "run"));
      assertThatThrownBy(() -> run.artifact(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not in the run directory");
    }
  }

  @Test
  void how_the_process_does_is_logged_as_mlflow_names_it() {
    try (Tracking tracking = Tracking.open(folder)) {
      TrackedRun run = tracking.begin(RunStart.of("telco", "run"));
      SystemMetrics.start(run, Duration.ofHours(1), Map.of("rows_per_second", () -> 1e6)).close();
    }
    assertThat(entries(folder).get(2))
        .isInstanceOfSatisfying(
            Entry.Metrics.class,
            metrics ->
                assertThat(metrics.points())
                    .extracting(Entry.Point::key)
                    .contains(
                        "system/heap_megabytes",
                        "system/off_heap_megabytes",
                        "system/gc_time_percentage",
                        "system/rows_per_second"));
  }
}
