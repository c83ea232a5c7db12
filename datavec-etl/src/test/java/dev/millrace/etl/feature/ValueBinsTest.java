package dev.millrace.etl.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class ValueBinsTest {
  @Property(tries = 200)
  void bins_are_few_and_keep_the_order_of_numbers(
      @ForAll @Size(max = 400) List<@DoubleRange(min = -20, max = 20) Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> Math.rint(v) + 0.0).sorted().toArray();
    ValueBins bins = ValueBins.ofNumbers(sorted);
    assertThat(bins.count()).isLessThanOrEqualTo(70);
    int last = 1;
    for (double value : sorted) {
      assertThat(bins.of(value)).isBetween(last, bins.count() - 1);
      last = bins.of(value);
    }
    assertThat(bins.of(Double.NaN)).isZero();
    assertThat(bins.of(-1e300)).isOne();
    assertThat(bins.of(1e300)).isLessThan(bins.count());
  }

  @Example
  void a_frequent_number_is_alone_in_its_bin() {
    double[] sorted = new double[1000];
    Arrays.fill(sorted, 970, 1000, 1);
    ValueBins bins = ValueBins.ofNumbers(sorted);
    assertThat(bins.of(0)).isNotEqualTo(bins.of(1));
  }

  @Example
  void a_category_that_the_sample_lacks_shares_a_bin_with_others_like_it() {
    ValueBins bins = ValueBins.ofCategories(new double[] {3, 3, 7});
    assertThat(bins.of(3)).isNotEqualTo(bins.of(7));
    assertThat(bins.of(5)).isEqualTo(bins.of(9)).isEqualTo(bins.count() - 1);
  }
}
