package dev.millrace.contract.encode;

import static dev.millrace.contract.encode.Fixture.categories;
import static dev.millrace.contract.encode.Fixture.category;
import static dev.millrace.contract.encode.Fixture.contract;
import static dev.millrace.contract.encode.Fixture.encode;
import static dev.millrace.contract.encode.Fixture.encoding;
import static dev.millrace.contract.encode.Fixture.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.encode.ColumnStatistics.Categories;
import dev.millrace.contract.encode.ColumnStatistics.Numbers;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding.Indicator;
import dev.millrace.contract.feature.Encoding.Method;
import dev.millrace.contract.feature.Encoding.Unseen;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EncodingMethodsTest {

  @Test
  void robust_scales_by_the_iqr_and_clips_smoothly() {
    Numbers numbers = Numbers.of(0, 1, 2, 3, 4);
    Column column = number("x", Method.ROBUST);
    assertThat(features(column, numbers, 2.0)).containsExactly(0);
    assertThat(features(column, numbers, 4.0)[0])
        .isCloseTo((float) (1 / Math.sqrt(1 + 1 / 9.0)), within(1e-7f));
    assertThat(features(column, numbers, -1e300)).containsExactly(-3);
    assertThat(features(column, numbers, Double.POSITIVE_INFINITY)).containsExactly(3);
  }

  @Test
  void robust_falls_back_to_the_range_where_the_iqr_is_zero() {
    Numbers numbers = Numbers.of(0, 0, 0, 0, 0, 0, 0, 10);
    float v = 2 * 10 / 10f;
    assertThat(features(number("x", Method.ROBUST), numbers, 10.0)[0])
        .isCloseTo((float) (v / Math.sqrt(1 + v * v / 9)), within(1e-7f));
  }

  @Test
  void a_constant_column_becomes_zero() {
    Numbers numbers = Numbers.of(7, 7, 7);
    assertThat(features(number("x", Method.ROBUST), numbers, 8.0)).containsExactly(0);
    assertThat(features(number("x", Method.STANDARD), numbers, 8.0)).containsExactly(0);
    assertThat(features(number("x", Method.BINS), numbers, 8.0)).containsExactly(0);
    assertThat(features(number("x", Method.QUANTILE), numbers, 8.0)).containsExactly(0);
  }

  @Property
  void robust_is_monotonic_and_stays_within_three(
      @ForAll @Size(min = 1, max = 20) List<Double> training, @ForAll double a, @ForAll double b) {
    Numbers numbers = Numbers.of(training.stream().mapToDouble(v -> v).toArray());
    float low = features(number("x", Method.ROBUST), numbers, Math.min(a, b))[0];
    float high = features(number("x", Method.ROBUST), numbers, Math.max(a, b))[0];
    assertThat(low).isBetween(-3f, 3f);
    assertThat(high).isBetween(low, 3f);
  }

  @Test
  void standard_divides_by_the_deviation() {
    assertThat(features(number("x", Method.STANDARD), Numbers.of(0, 2), 4.0)).containsExactly(3);
  }

  @Test
  void quantile_maps_uniform_training_values_to_a_standard_normal() {
    double[] values = new double[10_001];
    Arrays.setAll(values, i -> i / 10_000.0);
    Numbers numbers = Numbers.of(values);
    Column column = number("x", Method.QUANTILE);
    assertThat(features(column, numbers, 0.5)[0]).isCloseTo(0, within(1e-3f));
    assertThat(features(column, numbers, 0.975)[0]).isCloseTo(1.96f, within(0.01f));
    assertThat(features(column, numbers, 0.025)[0]).isCloseTo(-1.96f, within(0.01f));
    assertThat(features(column, numbers, 1e9)).isEqualTo(features(column, numbers, 1.0));
    assertThat(features(column, numbers, 1.0)[0]).isCloseTo(3.28f, within(0.01f));
  }

  @Property
  void quantile_is_monotonic_even_with_many_ties(
      @ForAll @Size(min = 1, max = 30) List<Byte> training, @ForAll byte a, @ForAll byte b) {
    Numbers numbers = Numbers.of(training.stream().mapToDouble(v -> v).toArray());
    float low = features(number("x", Method.QUANTILE), numbers, (double) Math.min(a, b))[0];
    float high = features(number("x", Method.QUANTILE), numbers, (double) Math.max(a, b))[0];
    assertThat(low).isLessThanOrEqualTo(high);
  }

  @Test
  void bins_say_how_far_a_value_is_through_each() {
    Column column = number("x", encoding(Method.BINS, Unseen.IGNORE, Indicator.NEVER, 2, 0));
    assertThat(features(column, Numbers.of(0, 10, 20), 15.0)).endsWith(0.2f, 0.1f);
    assertThat(features(column, Numbers.of(0, 10, 20), -5.0)).endsWith(0, 0);
    assertThat(features(column, Numbers.of(0, 10, 20), 50.0)).endsWith(0.2f, 0.2f).hasSize(3);
  }

  @Test
  void auto_is_one_hot_up_to_twenty_categories_and_the_rate_beyond() {
    String[] twenty = IntStream.range(0, 20).mapToObj(i -> "c" + i).toArray(String[]::new);
    String[] more = IntStream.range(0, 21).mapToObj(i -> "c" + i).toArray(String[]::new);

    assertThat(features(category("x", Method.AUTO), categories(twenty), "c3")).hasSize(20);
    assertThat(features(category("x", Method.AUTO), categories(more), "c3")).hasSize(1);
  }

  @Test
  void a_missing_number_becomes_the_median_and_says_so() {
    Numbers numbers = Numbers.of(1, 2, 9, Double.NaN);
    for (Method method : List.of(Method.ROBUST, Method.QUANTILE, Method.STANDARD, Method.BINS)) {
      float[] missing = features(number("x", method), numbers, (Object) null);
      float[] median = features(number("x", method), numbers, 2.0);
      median[median.length - 1] = 1;
      assertThat(missing).as(method.name()).isEqualTo(median);
    }
  }

  @Test
  void a_boolean_becomes_one_sign() {
    Column column = Column.of("x", ColumnType.BOOLEAN);
    Numbers numbers = Numbers.of(0, 1, Double.NaN);
    assertThat(features(column, numbers, 0.0)).containsExactly(-1, 0);
    assertThat(features(column, numbers, 1.0)).containsExactly(1, 0);
    assertThat(features(column, numbers, (Object) null)).containsExactly(0, 1);
  }

  @Test
  void three_categories_are_one_hot_and_a_pair_is_one_sign() {
    Column column = category("x", Method.ONE_HOT);
    assertThat(features(column, categories("c", "b", "a"), "b")).containsExactly(0, 1, 0);
    assertThat(features(column, categories("b", "a"), "a")).containsExactly(-1);
    assertThat(features(column, categories("b", "a"), "b")).containsExactly(1);
    assertThat(features(column, categories("b", "a", null), (Object) null)).containsExactly(0, 1);
    assertThat(features(column, categories("only"), "only")).containsExactly(1);
  }

  @Test
  void an_unseen_category_follows_its_rule() {
    Categories training = categories("a", "b", "b", "c");
    assertThat(features(with(Unseen.IGNORE), training, "new")).containsExactly(0, 0, 0);
    assertThat(features(with(Unseen.MOST_FREQUENT), training, "new")).containsExactly(0, 1, 0);
    assertThatThrownBy(() -> features(with(Unseen.FAIL), training, "new"))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CATEGORY_UNSEEN))
        .hasMessage("Column 'x' has the value 'new', but training rows have only a, b, c.");
  }

  @Test
  void the_rarest_categories_beyond_the_limit_count_as_unseen() {
    Column column = category("x", encoding(Method.ONE_HOT, Unseen.IGNORE, Indicator.AUTO, 3, 0));
    Categories training = categories("d", "c", "c", "b", "b", "a", "a");
    assertThat(features(column, training, "d")).containsExactly(0, 0, 0);
    assertThat(features(column, training, "c")).containsExactly(0, 0, 1);
  }

  @Test
  void a_limit_does_not_go_with_failing_on_unseen_categories() {
    Column column = category("x", encoding(Method.ONE_HOT, Unseen.FAIL, Indicator.AUTO, 1, 0));
    assertThatThrownBy(() -> features(column, categories("a", "b"), "a"))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("'x' has 2 categories, more than its limit of 1");
  }

  @Test
  void ordinal_follows_the_declared_order() {
    Column column = category("x", Method.ORDINAL, "low", "middle", "high");
    Categories training = categories("high", "low");
    assertThat(features(column, training, "low")).containsExactly(-1);
    assertThat(features(column, training, "middle")).containsExactly(0);
    assertThat(features(column, training, "high")).containsExactly(1);
    assertThat(features(category("x", Method.ORDINAL), training, "high")).containsExactly(-1);
  }

  @Test
  void target_is_the_smoothed_rate_in_units_of_its_spread() {
    Column column = category("x", encoding(Method.TARGET, Unseen.IGNORE, Indicator.AUTO, 9, 2));
    Categories training =
        Categories.of(List.of("a", "a", "b", "b"), List.of(true, true, false, false));
    // rates (2 + 2 * 0.5) / 4 = 0.75 and 0.25; overall 0.5; spread 0.25
    assertThat(features(column, training, "a")).containsExactly(1);
    assertThat(features(column, training, "b")).containsExactly(-1);
    assertThat(features(column, training, "new")).containsExactly(0);
    assertThat(features(column, training, (Object) null)).containsExactly(0);
  }

  @Test
  void out_of_fold_only_the_rates_of_target_columns_differ() {
    EncoderBuilder builder = new EncoderBuilder(Fixture.CONTRACT, Fixture.statistics());
    List<ColumnStatistics> without = Collections.nCopies(9, categories("LA", "LA", "LA", "KS"));
    Encoder all = builder.build();
    Encoder part = builder.outOfFold(without);
    assertThat(part.featureNames()).isEqualTo(all.featureNames());
    Object[] row = {2, 20, 1, 30, 1, "One year", "Yes", "low", "LA"};
    float[] a = encode(all, Fixture.CONTRACT, row);
    float[] b = encode(part, Fixture.CONTRACT, row);
    assertThat(Arrays.mismatch(a, b)).isEqualTo(all.width() - 1);
    assertThat(builder.isTargetEncoded(8)).isTrue();
    assertThat(builder.isTargetEncoded(7)).isFalse();
  }

  @Test
  void an_indicator_is_added_as_asked() {
    Numbers complete = Numbers.of(1, 2);
    for (Indicator indicator : Indicator.values()) {
      Column column = number("x", encoding(Method.ROBUST, Unseen.IGNORE, indicator, 1, 0));
      assertThat(features(column, complete, 1.0)).hasSize(indicator == Indicator.ALWAYS ? 2 : 1);
    }
  }

  @Test
  void the_inverse_normal_matches_tables() {
    assertThat(Normal.quantile(0.5)).isZero();
    assertThat(Normal.quantile(0.975)).isCloseTo(1.959963985, within(1e-8));
    assertThat(Normal.quantile(0.001)).isCloseTo(-3.090232306, within(1e-8));
    assertThat(Normal.quantile(0.999)).isCloseTo(3.090232306, within(1e-8));
  }

  private static Column with(Unseen unseen) {
    return category("x", encoding(Method.ONE_HOT, unseen, Indicator.AUTO, 64, 0));
  }

  private static float[] features(
      Column column, ColumnStatistics statistics, @Nullable Object... value) {
    Encoder encoder = new EncoderBuilder(contract(column), List.of(statistics)).build();
    return encode(encoder, contract(column), value);
  }
}
