package dev.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailsTest {
  @ParameterizedTest
  @CsvSource({
    "3.841458820694124, 1, 0.05",
    "6.634896601021213, 1, 0.01",
    "5.991464547107979, 2, 0.05",
    "16.918977604620448, 9, 0.05",
    "27.877164871256568, 9, 0.001",
    "3.325112843066815, 9, 0.95",
    "67.50480654954121, 50, 0.05",
    "124.34211340400407, 100, 0.05"
  })
  void chi_square_is_that_of_the_tables(double value, int degrees, double chance) {
    assertThat(Tails.chiSquare(value, degrees)).isCloseTo(chance, within(1e-9));
  }

  @Test
  void chi_square_of_two_degrees_is_exponential_far_out() {
    assertThat(Tails.chiSquare(400, 2)).isCloseTo(Math.exp(-200), Percentage.withPercentage(1e-8));
    assertThat(Tails.chiSquare(0, 2)).isEqualTo(1);
    assertThat(Tails.chiSquare(1e9, 9)).isZero();
  }

  @Test
  void binomial_is_the_sum_of_its_terms() {
    // 3 or more of 4 at a chance of 0.2: 4 * 0.2^3 * 0.8 + 0.2^4
    assertThat(Tails.binomial(3, 1, 0.2)).isCloseTo(0.0272, within(1e-9));
    assertThat(Tails.binomial(2, 0, 0.1)).isCloseTo(0.01, within(1e-9));
    assertThat(Tails.binomial(0, 7, 0.3)).isCloseTo(1, within(1e-9));
    assertThat(Tails.binomial(0, 0, 0.3)).isCloseTo(1, within(1e-9));
  }

  @Test
  void binomial_does_not_lose_its_way_among_many_rows() {
    assertThat(Tails.binomial(100_000, 100_000, 0.5)).isCloseTo(0.5, within(0.001));
    assertThat(Tails.binomial(1_000_000, 0, 0.01)).isZero();
    assertThat(Tails.binomial(100, 1_000_000, 1e-6)).isLessThan(1e-100);
  }
}
