package dev.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PsiTest {
  @Test
  void it_is_what_a_hand_computes() {
    // 0.2 ln(0.5 / 0.3) + 0 + (-0.2) ln(0.2 / 0.4)
    double byHand = 0.2 * Math.log(5.0 / 3) + 0.2 * Math.log(2);

    assertThat(Psi.of(new long[] {50, 30, 20}, new long[] {300, 300, 400}))
        .isCloseTo(byHand, within(1e-12));
  }

  @Test
  void an_empty_bin_counts_as_half_a_row() {
    double byHand = (0.5 / 10 - 0.5) * Math.log(0.1) + 0.5 * Math.log(2);

    assertThat(Psi.of(new long[] {0, 10}, new long[] {5, 5})).isCloseTo(byHand, within(1e-12));
  }

  @Test
  void a_bin_that_nobody_has_adds_nothing() {
    assertThat(Psi.of(new long[] {3, 0, 7}, new long[] {6, 0, 4}))
        .isEqualTo(Psi.of(new long[] {3, 7}, new long[] {6, 4}));
  }

  @Provide
  Arbitrary<long[]> counts() {
    return Arbitraries.longs()
        .between(0, 1000)
        .array(long[].class)
        .ofSize(7)
        .filter(counts -> Arrays.stream(counts).sum() > 0);
  }

  @Property
  void it_is_never_negative(@ForAll("counts") long[] some, @ForAll("counts") long[] others) {
    assertThat(Psi.of(some, others)).isNotNegative();
  }

  @Property
  void it_is_the_same_from_both_sides(
      @ForAll("counts") long[] some, @ForAll("counts") long[] others) {
    assertThat(Psi.of(some, others)).isCloseTo(Psi.of(others, some), within(1e-9));
  }

  @Property
  void equal_shares_have_none(
      @ForAll("counts") long[] counts, @ForAll @LongRange(min = 1, max = 9) long times) {
    long[] some = Arrays.stream(counts).map(count -> count + 1).toArray();
    long[] others = Arrays.stream(some).map(count -> count * times).toArray();

    assertThat(Psi.of(some, others)).isCloseTo(0, within(1e-12));
  }

  @Test
  void chance_alone_makes_what_is_expected() {
    SplittableRandom random = new SplittableRandom(5);
    double[] shares = {0.1, 0.2, 0.3, 0.4};
    double sum = 0;
    for (int i = 0; i < 2000; i++) {
      sum += Psi.of(Draws.rows(random, shares, 500), Draws.rows(random, shares, 2000));
    }

    assertThat(sum / 2000).isCloseTo(Psi.expected(4, 500, 2000), within(0.0004));
  }

  @Test
  void no_rows_and_other_bins_are_refused() {
    assertThatThrownBy(() -> Psi.of(new long[2], new long[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a distribution of no rows has no index");
    assertThatThrownBy(() -> Psi.of(new long[] {1}, new long[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected as many bins twice, not 1 and 2");
  }
}
