package dev.millrace.contract.feature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RulesTest {
  @Test
  void bounds_of_numbers_have_no_needless_fraction() {
    assertThat(Rules.min(ColumnType.INTEGER, 0)).isEqualTo("min 0");
    assertThat(Rules.max(ColumnType.NUMBER, -2.5)).isEqualTo("max -2.5");
    assertThat(Rules.bound(ColumnType.NUMBER, 1e300)).isEqualTo("1.0E300");
  }

  @Test
  void bounds_of_dates_are_dates() {
    assertThat(Rules.max(ColumnType.DATE, 19_904)).isEqualTo("max 2024-06-30");
    assertThat(Rules.min(ColumnType.DATE, -1)).isEqualTo("min 1969-12-31");
    assertThat(Rules.max(ColumnType.TIMESTAMP, 19_904.5)).isEqualTo("max 2024-06-30T12:00:00Z");
  }

  @Test
  void the_largest_double_is_still_a_bound() {
    assertThat(Rules.max(ColumnType.DATE, Double.MAX_VALUE)).startsWith("max +292278994");
    assertThat(Rules.min(ColumnType.TIMESTAMP, -Double.MAX_VALUE)).startsWith("min -292275055");
  }
}
