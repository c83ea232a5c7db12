package dev.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.monitoring.DriftReport.Drift;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
  private static final double ONE_PERCENT = 0.01;
  private static final double[] DECILES = {0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

  @ParameterizedTest
  @CsvSource({
    "20, 1000",
    "50, 1000",
    "60, 200",
    "100, 5000",
    "200, 300",
    "300, 100000",
    "3000, 400"
  })
  void false_alarms_are_no_more_than_said_for_deciles(int live, int reference) {
    assertThat(alarms(DECILES, live, reference)).isLessThan(0.013);
  }

  /** Which categories have cells is chosen by the rows of the reference, which flatters them. */
  @ParameterizedTest
  @CsvSource({
    "20, 1000",
    "50, 1000",
    "100, 5000",
    "300, 20000",
    "1000, 1000",
    "5000, 1000",
    "3000, 400"
  })
  void false_alarms_are_no_more_than_said_where_most_categories_are_rare(int live, int reference) {
    assertThat(alarms(Draws.zipf(200), live, reference)).isLessThan(0.013);
  }

  @ParameterizedTest
  @CsvSource({"50, 1000", "1000, 1000", "3000, 500"})
  void false_alarms_are_no_more_than_said_of_a_value_that_training_rows_hardly_had(
      int live, int reference) {
    assertThat(alarms(new double[] {0.001, 0.5, 0.499}, live, reference)).isLessThan(0.013);
  }

  /** The share of comparisons of rows from one distribution that find a difference. */
  private static double alarms(double[] shares, int live, int reference) {
    SplittableRandom random = new SplittableRandom(live * 31L + reference);
    int tries = Math.min(3000, 4_000_000 / (live + reference));
    int alarms = 0;
    for (int i = 0; i < tries; i++) {
      long[] others = Draws.rows(random, shares, reference);
      long[] some = Draws.rows(random, shares, live);
      int[] order = mostFrequentFirst(others);
      int named = named(others);
      Drift drift =
          Comparison.of(cells(some, order, named), cells(others, order, named), ONE_PERCENT);
      alarms += drift.level().compareTo(DriftLevel.STABLE) > 0 ? 1 : 0;
    }
    return (double) alarms / tries;
  }

  private static int[] mostFrequentFirst(long[] counts) {
    return IntStream.range(0, counts.length)
        .boxed()
        .sorted(Comparator.comparingLong(i -> -counts[i]))
        .mapToInt(i -> i)
        .toArray();
  }

  /** As a profile has them: one for each frequent category, and the last for all others. */
  private static long[] cells(long[] counts, int[] order, int named) {
    long[] cells = new long[named + 1];
    for (int i = 0; i < order.length; i++) {
      cells[Math.min(i, named)] += counts[order[i]];
    }
    return cells;
  }

  private static int named(long[] counts) {
    long frequent = Arrays.stream(counts).filter(c -> c >= CategorySketch.LEAST_ROWS).count();
    return (int) Math.min(CategorySketch.MOST, frequent);
  }

  @Test
  void a_customary_index_of_few_rows_would_alarm_nearly_always() {
    SplittableRandom random = new SplittableRandom(3);
    int large = 0;
    for (int i = 0; i < 200; i++) {
      long[] live = Draws.rows(random, DECILES, 50);
      large += Psi.of(live, Draws.rows(random, DECILES, 1000)) > 0.1 ? 1 : 0;
    }

    assertThat(large).isGreaterThan(150);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 1000, 30_000})
  void a_shift_by_two_deciles_is_noticed(int live) {
    double[] shifted = {0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 3};
    SplittableRandom random = new SplittableRandom(live);
    long[] reference = Draws.rows(random, DECILES, 5000);

    Drift drift = Comparison.of(Draws.rows(random, shifted, live), reference, 0.0005);

    assertThat(drift.level()).isEqualTo(DriftLevel.LARGE);
  }

  @Test
  void a_moderate_shift_is_called_moderate() {
    long[] reference = {0, 1000, 1000, 1000, 1000};
    long[] live = {0, 350, 300, 200, 150};

    assertThat(Comparison.of(live, reference, 0.0005).level()).isEqualTo(DriftLevel.MODERATE);
  }

  @Test
  void a_significant_difference_may_be_too_small_to_matter() {
    long[] reference = {0, 500_000, 500_000};
    long[] live = {0, 510_000, 490_000};

    Drift drift = Comparison.of(live, reference, 0.0005);

    assertThat(drift.psi()).isCloseTo(Psi.of(live, reference), within(1e-5));
    assertThat(drift.level()).isEqualTo(DriftLevel.STABLE);
  }

  @Test
  void values_that_were_never_missing_in_training_are_noticed() {
    long[] reference = {0, 2500, 2500};

    assertThat(Comparison.of(new long[] {20, 40, 40}, reference, 0.0005).level())
        .isEqualTo(DriftLevel.LARGE);
    assertThat(Comparison.of(new long[] {1, 50, 49}, reference, 0.0005).level())
        .isEqualTo(DriftLevel.STABLE);
  }

  @Test
  void a_constant_that_stays_one_is_stable_and_one_that_changes_is_not() {
    long[] reference = {0, 5000, 0};

    assertThat(Comparison.of(new long[] {0, 100, 0}, reference, 0.0005))
        .isEqualTo(new Drift(0, DriftLevel.STABLE));
    assertThat(Comparison.of(new long[] {0, 0, 100}, reference, 0.0005).level())
        .isEqualTo(DriftLevel.LARGE);
  }

  @Test
  void without_rows_nothing_is_known() {
    assertThat(Comparison.of(new long[3], new long[] {0, 5, 5}, 0.01))
        .isEqualTo(new Drift(0, DriftLevel.UNKNOWN));
    assertThat(Comparison.of(new long[] {0, 5, 5}, new long[3], 0.01))
        .isEqualTo(new Drift(0, DriftLevel.UNKNOWN));
  }

  @Test
  void few_rows_can_tell_of_a_drift_and_not_that_there_is_none() {
    long[] reference = {0, 2500, 2500};

    assertThat(Comparison.of(new long[] {0, 24, 25}, reference, 0.0005).level())
        .isEqualTo(DriftLevel.UNKNOWN);
    assertThat(Comparison.of(new long[] {0, 25, 25}, reference, 0.0005).level())
        .isEqualTo(DriftLevel.STABLE);
    assertThat(Comparison.of(new long[] {20, 10, 10}, reference, 0.0005).level())
        .isEqualTo(DriftLevel.LARGE);
  }

  @Test
  void the_index_of_equal_rows_is_0_and_not_less() {
    long[] counts = new long[11];
    Arrays.fill(counts, 100);

    assertThat(Comparison.of(counts, counts, 0.01)).isEqualTo(new Drift(0, DriftLevel.STABLE));
  }
}
