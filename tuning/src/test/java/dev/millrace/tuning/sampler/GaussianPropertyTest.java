package dev.millrace.tuning.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

class GaussianPropertyTest {
  @Property
  void the_probability_is_that_of_the_error_function(
      @ForAll @DoubleRange(min = -20, max = 20) double x) {
    double expected = 0.5 * Erf.erfc(-x / Math.sqrt(2));
    assertThat(Gaussian.below(x)).isCloseTo(expected, within(1e-13 * expected));
  }

  @Property
  void what_was_turned_into_a_logarithm_comes_back(
      @ForAll @DoubleRange(min = -1000, max = 5) double x) {
    assertThat(Gaussian.atLogBelow(Gaussian.logBelow(x)))
        .isCloseTo(x, within(1e-8 * Math.max(1, Math.abs(x))));
  }

  @Property
  void a_quantile_is_inside_the_ends(
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll @DoubleRange(min = -100, max = 100) double mean,
      @ForAll @DoubleRange(min = 0.01, max = 10) double sigma) {
    assertThat(TruncatedNormal.quantile(share, mean, sigma, -1, 2)).isBetween(-1.0, 2.0);
  }

  @Test
  void nothing_is_between_equal_numbers() {
    assertThat(Gaussian.logBetween(-3, -3)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Gaussian.logBetween(4, 4)).isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
