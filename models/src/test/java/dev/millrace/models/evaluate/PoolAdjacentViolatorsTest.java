package dev.millrace.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PoolAdjacentViolatorsTest {

  /** scikit-learn 1.9.1: {@code IsotonicRegression().fit(a, y).predict(a)}, see {@link Sample}. */
  @Test
  void it_agrees_with_scikit_learn() {
    Tally tally = Sample.tally(Sample.a());
    int size = tally.size();
    double[] rates = new double[size];
    double[] weights = new double[size];
    for (int i = 0; i < size; i++) {
      weights[i] = tally.rows(size - 1 - i);
      rates[i] = tally.positives(size - 1 - i) / weights[i];
    }
    double[] fitted = PoolAdjacentViolators.fit(rates, weights);
    assertThat(Arrays.stream(fitted).distinct().toArray())
        .containsExactly(
            new double[] {0, 3 / 17.0, 0.25, 2 / 7.0, 0.5, 2 / 3.0, 6 / 7.0, 1}, within(1e-12));
  }

  @Property
  void the_fit_never_falls_and_keeps_the_mean(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 1) Double> rates) {
    double[] values = rates.stream().mapToDouble(rate -> rate).toArray();
    double[] weights = weights(values.length);
    double[] fitted = PoolAdjacentViolators.fit(values, weights);
    assertThat(fitted).isSorted();
    assertThat(mean(fitted, weights)).isEqualTo(mean(values, weights), within(1e-9));
  }

  @Property
  void fitting_twice_changes_nothing(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 1) Double> rates) {
    double[] values = rates.stream().mapToDouble(rate -> rate).toArray();
    double[] weights = weights(values.length);
    double[] fitted = PoolAdjacentViolators.fit(values, weights);
    assertThat(PoolAdjacentViolators.fit(fitted, weights)).isEqualTo(fitted);
  }

  private static double[] weights(int size) {
    return IntStream.range(0, size).mapToDouble(i -> 1 + i % 3).toArray();
  }

  private static double mean(double[] values, double[] weights) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * weights[i];
      total += weights[i];
    }
    return sum / total;
  }
}
