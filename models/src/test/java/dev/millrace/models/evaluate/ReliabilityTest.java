package dev.millrace.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.models.evaluate.Evaluation.CalibrationReport.Bin;
import dev.millrace.models.evaluate.Evaluation.Interval;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReliabilityTest {

  @Property
  void bins_hold_every_row_once_and_rise(
      @ForAll @IntRange(min = 2, max = 300) int size,
      @ForAll @IntRange(min = 1, max = 40) int values,
      @ForAll long seed) {
    List<Bin> bins = Reliability.bins(Sample.tally(Sample.tied(size, values, seed)), 0.95);
    assertThat(bins).hasSizeBetween(1, 10);
    assertThat(bins.stream().mapToLong(Bin::rows).sum()).isEqualTo(size);
    assertThat(bins).isSortedAccordingTo((a, b) -> Double.compare(a.predicted(), b.predicted()));
    assertThat(bins)
        .allSatisfy(
            bin -> {
              assertThat(bin.rows()).isPositive();
              assertThat(bin.observed())
                  .isBetween(bin.interval().low() - 1e-12, bin.interval().high() + 1e-12);
            });
  }

  @Test
  void distinct_probabilities_fill_bins_of_equal_size() {
    assertThat(Reliability.bins(Sample.tally(Sample.drawn(1000, 1, 0, 1)), 0.95))
        .hasSize(10)
        .allSatisfy(bin -> assertThat(bin.rows()).isEqualTo(100));
  }

  @Test
  void the_error_is_the_mean_gap_weighted_by_rows() {
    Interval any = new Interval(0, 1);
    List<Bin> bins = List.of(new Bin(0.1, 0.2, any, 30), new Bin(0.9, 0.6, any, 10));
    assertThat(Reliability.expectedError(bins))
        .isEqualTo((30 * 0.1 + 10 * 0.3) / 40, within(1e-12));
  }

  @Test
  void honest_probabilities_have_a_small_error_and_distorted_ones_a_large_one() {
    double honest =
        Reliability.expectedError(
            Reliability.bins(Sample.tally(Sample.drawn(20_000, 1, 0, 5)), 0.95));
    double distorted =
        Reliability.expectedError(
            Reliability.bins(Sample.tally(Sample.drawn(20_000, 0.3, -1, 5)), 0.95));
    assertThat(honest).isLessThan(0.015);
    assertThat(distorted).isGreaterThan(0.15);
  }

  /** SciPy 1.17.1: {@code binomtest(3, 20).proportion_ci(.95, 'wilson')}, and so on. */
  @Test
  void wilson_intervals_agree_with_scipy() {
    Interval some = WilsonInterval.of(3, 20, 0.95);
    assertThat(some.low()).isEqualTo(0.05236874589621662, within(1e-12));
    assertThat(some.high()).isEqualTo(0.3604188647407569, within(1e-12));
    Interval none = WilsonInterval.of(0, 10, 0.9);
    assertThat(none.low()).isZero();
    assertThat(none.high()).isEqualTo(0.21294197008340698, within(1e-12));
  }

  /** SciPy 1.17.1: {@code norm.sf(z)}. */
  @Test
  void the_normal_tail_agrees_with_scipy_on_both_sides_of_the_change_of_method() {
    double[][] expected = {
      {0, 0.5},
      {0.5, 0.3085375387259869},
      {1.96, 0.024997895148220435},
      {2.999, 0.0013543365337271057},
      {3.001, 0.0013454728250849653},
      {5, 2.866515718791933e-07},
      {10, 7.61985302416047e-24},
      {30, 4.906713927147908e-198}
    };
    for (double[] pair : expected) {
      assertThat(NormalDistribution.upperTail(pair[0]) / pair[1]).isEqualTo(1, within(1e-11));
    }
    assertThat(NormalDistribution.upperTail(-0.5)).isEqualTo(1 - 0.3085375387259869, within(1e-14));
  }
}
