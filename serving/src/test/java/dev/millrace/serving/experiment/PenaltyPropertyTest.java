package dev.millrace.serving.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** That no bet pays off: what makes the intervals hold at all times. */
class PenaltyPropertyTest {
  private static final double ROUNDING = 1e-12;

  @Property(tries = 2_000)
  void a_bet_on_a_pair_is_never_worth_more_than_its_stake(
      @ForAll @DoubleRange(max = 1) @Scale(4) double p,
      @ForAll @DoubleRange(max = 1) @Scale(4) double q,
      @ForAll @DoubleRange(max = 1) @Scale(4) double truth,
      @ForAll @DoubleRange(min = 0.001, max = 32) @Scale(3) double rate) {
    Pair pair = new Pair(p, q);
    double mean = truth * pair.difference(1) + (1 - truth) * pair.difference(0);
    for (int sign = -1; sign <= 1; sign += 2) {
      double worth = 0;
      for (int y = 0; y <= 1; y++) {
        double gain = sign * rate * (pair.difference(y) - mean) - pair.penalty(y).at(rate);
        worth += (y == 1 ? truth : 1 - truth) * Math.exp(gain);
      }
      assertThat(worth).isLessThanOrEqualTo(1 + ROUNDING);
    }
  }

  @Property(tries = 2_000)
  void a_bet_on_a_loss_is_never_worth_more_than_its_stake(
      @ForAll @DoubleRange(max = 1) @Scale(4) double low,
      @ForAll @DoubleRange(max = 1) @Scale(4) double high,
      @ForAll @DoubleRange(max = 1) @Scale(4) double truth,
      @ForAll @DoubleRange(max = 1) @Scale(4) double guess,
      @ForAll @DoubleRange(min = 0.001, max = 32) @Scale(3) double rate) {
    double mean = truth * high + (1 - truth) * low;
    for (int sign = -1; sign <= 1; sign += 2) {
      double worth =
          truth * worth(sign * rate, high, mean, guess)
              + (1 - truth) * worth(sign * rate, low, mean, guess);
      assertThat(worth).isLessThanOrEqualTo(1 + ROUNDING);
    }
  }

  private static double worth(double bet, double loss, double mean, double guess) {
    double penalty = SequentialTest.penalty(loss - guess).at(Math.abs(bet));
    return Math.exp(bet * (loss - mean) - penalty);
  }

  @Test
  void the_curve_is_the_same_on_both_sides_of_its_seam() {
    for (double u : new double[] {1e-9, 1e-6, 9.99e-4, 1e-3, 0.5, 0.999}) {
      double exact = -Math.log1p(-u) - u;
      assertThat(Penalty.curve(u)).isCloseTo(exact, within(1e-9 * u * u + 1e-16));
    }
  }
}
