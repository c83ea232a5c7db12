package dev.millrace.etl.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ShareTest {

  @Property
  void parts_add_up_and_none_is_a_row_off(
      @ForAll @LongRange(min = 0, max = 1_000_000) long rows,
      @ForAll @DoubleRange(min = 0.01, max = 0.45) double validation,
      @ForAll @DoubleRange(min = 0.01, max = 0.45) double test) {
    long[] parts = Share.rows(rows, validation, test);
    assertThat(parts[0] + parts[1] + parts[2]).isEqualTo(rows);
    assertThat((double) parts[1]).isCloseTo(rows * validation, within(1.0));
    assertThat((double) parts[2]).isCloseTo(rows * test, within(1.0));
  }

  @Test
  void whole_shares_are_exact() {
    assertThat(Share.rows(35, 0.2, 0.2)).containsExactly(21, 7, 7);
    assertThat(Share.rows(7043, 0.2, 0.2)).containsExactly(4226, 1409, 1408);
  }

  @Test
  void shares_that_leave_nothing_to_train_on_are_refused() {
    assertThatThrownBy(() -> new SplitSpec.Stratified(0.5, 0.5)).hasMessageContaining("under 1");
    assertThatThrownBy(() -> new SplitSpec.Group("g", 0, 0.2)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> new SplitSpec.Stratified(Double.NaN, 0.1)).hasMessageContaining("NaN");
  }
}
