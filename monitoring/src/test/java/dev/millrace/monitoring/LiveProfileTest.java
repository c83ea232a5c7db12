package dev.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.management.ThreadMXBean;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.Json;
import dev.millrace.monitoring.DriftReport.FeatureDrift;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveProfileTest {
  private static final ReferenceProfile REFERENCE = Fixture.profile();
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private Instant wall = START;
  private long nanos = 17;
  private final LiveProfile live =
      new LiveProfile(Fixture.CONTRACT, REFERENCE, () -> wall, () -> nanos);

  @Test
  void rows_like_those_of_training_are_stable() {
    live.observe(Fixture.rows(11, 2000), Fixture.scores(12, 2000));

    DriftReport report = live.report();

    assertThat(report.rows()).isEqualTo(2000);
    assertThat(report.since()).isEqualTo(START);
    assertThat(report.prediction().level()).isEqualTo(DriftLevel.STABLE);
    assertThat(report.features())
        .extracting(FeatureDrift::feature)
        .containsExactly("tenure", "charges", "paperless", "plan");
    assertThat(report.features()).allMatch(feature -> feature.level() == DriftLevel.STABLE);
    assertThat(report.features()).allMatch(feature -> feature.psi() < 0.02);
  }

  @Test
  void a_column_that_moved_is_named_and_no_other() {
    live.observe(Fixture.rows(11, 300, 25), Fixture.scores(12, 300));

    assertThat(live.report().features())
        .filteredOn(feature -> feature.level() != DriftLevel.STABLE)
        .extracting(FeatureDrift::feature, FeatureDrift::level)
        .containsExactly(tuple("charges", DriftLevel.LARGE));
  }

  @Test
  void scores_that_moved_are_noticed() {
    double[] higher = Fixture.scores(12, 300);
    Arrays.setAll(higher, i -> Math.sqrt(higher[i]));
    live.observe(Fixture.rows(11, 300), higher);

    assertThat(live.report().prediction().level()).isEqualTo(DriftLevel.LARGE);
  }

  @Test
  void few_rows_prove_nothing() {
    live.observe(Fixture.rows(11, 5, 40), Fixture.scores(12, 5));

    assertThat(live.report().features()).allMatch(feature -> feature.level() == DriftLevel.UNKNOWN);
  }

  @Test
  void no_rows_are_a_report_too() {
    assertThat(live.report().rows()).isZero();
    assertThat(live.report().prediction()).isEqualTo(new DriftReport.Drift(0, DriftLevel.UNKNOWN));
  }

  @Test
  void rows_leave_the_window_after_a_day() {
    live.observe(Fixture.rows(11, 10), new double[10]);
    pass(Duration.ofHours(23));
    live.observe(Fixture.rows(12, 20), new double[20]);

    assertThat(live.report().rows()).isEqualTo(30);
    pass(Duration.ofHours(2));
    assertThat(live.report().rows()).isEqualTo(20);
    assertThat(live.report().since()).isEqualTo(START.plus(Duration.ofHours(1)));
  }

  @Test
  void a_wall_clock_that_jumps_moves_nothing_but_itself() {
    live.observe(Fixture.rows(11, 10), new double[10]);
    pass(Duration.ofMinutes(30));
    wall = wall.minus(Duration.ofDays(4000));

    assertThat(live.report().rows()).isEqualTo(10);
    assertThat(live.report().since()).isEqualTo(wall.minus(Duration.ofMinutes(30)));
  }

  @Test
  void a_reset_begins_anew() {
    live.observe(Fixture.rows(11, 10), new double[10]);
    pass(Duration.ofMinutes(90));
    live.reset();
    live.observe(Fixture.rows(12, 3), new double[3]);

    assertThat(live.report().rows()).isEqualTo(3);
    assertThat(live.report().since()).isEqualTo(wall);
  }

  @Test
  void threads_lose_no_row() throws InterruptedException {
    ColumnBatch rows = Fixture.rows(11, 7);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          new Thread(
              () -> {
                for (int n = 0; n < 5000; n++) {
                  live.observe(rows, new double[7]);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(live.report().rows()).isEqualTo(8 * 5000 * 7);
  }

  @Test
  void observing_allocates_nothing() {
    ColumnBatch rows = Fixture.rows(11, 1);
    double[] scores = {0.5};
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    live.observe(rows, scores);

    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < 10_000; i++) {
      live.observe(rows, scores);
    }

    assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(10_000);
  }

  @Test
  void a_profile_of_other_columns_is_refused() {
    FeatureContract other =
        new FeatureContract(
            "others",
            null,
            Fixture.CONTRACT.target(),
            List.of(Column.of("age", ColumnType.INTEGER)));

    assertThatThrownBy(() -> new LiveProfile(other, REFERENCE))
        .isInstanceOf(MillraceException.class)
        .hasMessage("The reference profile is of other columns than the contract 'others'.");
  }

  @Test
  void a_report_is_short_in_json() {
    DriftReport report =
        new DriftReport(
            3,
            START,
            new DriftReport.Drift(0.5, DriftLevel.LARGE),
            List.of(new FeatureDrift("tenure", 0.0, DriftLevel.STABLE)));

    assertThat(Json.line(report))
        .isEqualTo(
            "{\"rows\":3,\"since\":\"2026-03-01T12:00:00Z\","
                + "\"prediction\":{\"psi\":0.5,\"level\":\"large\"},"
                + "\"features\":[{\"feature\":\"tenure\",\"psi\":0.0,\"level\":\"stable\"}]}");
  }

  private void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }
}
