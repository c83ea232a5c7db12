package dev.millrace.contract.encode;

import static dev.millrace.contract.encode.Fixture.categories;
import static dev.millrace.contract.encode.Fixture.category;
import static dev.millrace.contract.encode.Fixture.contract;
import static dev.millrace.contract.encode.Fixture.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.encode.ColumnStatistics.Categories;
import dev.millrace.contract.encode.ColumnStatistics.Category;
import dev.millrace.contract.encode.ColumnStatistics.Numbers;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Encoding.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderBuilderTest {

  @Test
  void a_column_that_is_all_missing_is_named() {
    Numbers none = new Numbers(0, 5, 0, 0, List.of());
    assertThatThrownBy(() -> build(number("income", Method.ROBUST), none))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.COLUMN_ALL_MISSING))
        .hasMessage("Column 'income' has no value in any training row.");
    assertThatThrownBy(() -> build(category("c", Method.ONE_HOT), new Categories(3, 1, List.of())))
        .hasMessageContaining("'c' has no value");
  }

  @Test
  void an_encoding_that_does_not_suit_the_type_is_refused() {
    assertThatThrownBy(() -> build(number("x", Method.ONE_HOT), Numbers.of(1)))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECIPE_INVALID))
        .hasMessageContaining("'x' holds numbers, which the encoding ONE_HOT does not take");
    assertThatThrownBy(() -> build(category("x", Method.ROBUST), categories("a")))
        .hasMessageContaining("'x' holds categories");
  }

  @Test
  void two_columns_that_give_the_same_feature_are_refused() {
    Column odd = number("Plan = b", Method.ROBUST);
    Column plan = category("Plan", Method.ONE_HOT);
    assertThatThrownBy(
            () ->
                new EncoderBuilder(
                        contract(plan, odd), List.of(categories("a", "b"), Numbers.of(1, 2)))
                    .build())
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("both give a feature 'Plan = b'");
  }

  @Test
  void statistics_must_match_the_contract() {
    assertThatThrownBy(() -> new EncoderBuilder(Fixture.CONTRACT, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("each of the 9 columns");
  }

  @Test
  void categories_are_ordered_by_rows_and_then_by_text() {
    Categories statistics =
        new Categories(
            0,
            0,
            List.of(new Category("b", 1, 0), new Category("a", 1, 0), new Category("c", 5, 0)));
    assertThat(statistics.categories()).extracting(Category::value).containsExactly("c", "a", "b");
  }

  private static Encoder build(Column column, ColumnStatistics statistics) {
    return new EncoderBuilder(contract(column), List.of(statistics)).build();
  }
}
