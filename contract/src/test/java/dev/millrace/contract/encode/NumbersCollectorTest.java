package dev.millrace.contract.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.encode.ColumnStatistics.Numbers;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NumbersCollectorTest {

  @Property
  void quantiles_interpolate_between_ranks(
      @ForAll @Size(min = 1, max = 50) List<@DoubleRange(min = -1e6, max = 1e6) Double> drawn) {
    double[] values = drawn.stream().mapToDouble(v -> v).toArray();
    Numbers numbers = Numbers.of(values);
    double[] sorted = Arrays.stream(values).sorted().toArray();
    assertThat(numbers.quantiles()).hasSize(961).isSorted();
    assertThat(numbers.quantile(0, 1)).isEqualTo(sorted[0]);
    assertThat(numbers.quantile(1, 1)).isEqualTo(sorted[sorted.length - 1]);
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    assertThat(numbers.median()).isCloseTo(median, within(1e-9));
  }

  @Test
  void mean_and_deviation_are_those_of_the_population() {
    Numbers numbers = Numbers.of(2, 4, 4, 4, 5, 5, 7, 9, Double.NaN);
    assertThat(numbers.mean()).isEqualTo(5);
    assertThat(numbers.deviation()).isCloseTo(2, within(1e-12));
    assertThat(numbers.present()).isEqualTo(8);
    assertThat(numbers.missing()).isEqualTo(1);
  }

  @Test
  void values_must_be_sorted_and_as_many_as_announced() {
    NumbersCollector collector = new NumbersCollector(3, 0);
    collector.add(2);
    assertThatThrownBy(() -> collector.add(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> collector.add(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(collector::finish).hasMessage("3 values were announced, 1 came");
  }
}
