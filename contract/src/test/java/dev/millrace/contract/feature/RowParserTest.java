package dev.millrace.contract.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowParserTest {
  private static final FeatureContract CONTRACT = GoldenContract.contract();
  private static final RowParser PARSER = new RowParser(CONTRACT);

  @Test
  void a_row_of_texts_is_standardised() {
    ColumnBatch batch =
        PARSER.parse(
            row(
                "tenure", "12",
                "Contract", " one  YEAR ",
                "TotalCharges", "$1,234.50",
                "senior", "Yes",
                "since", "05.03.2026",
                "zip", "00123"));
    assertThat(batch.rows()).isEqualTo(1);
    assertThat(batch.number(0, 0)).isEqualTo(12);
    assertThat(batch.text(1, 0)).isEqualTo("One year");
    assertThat(batch.number(2, 0)).isEqualTo(1234.5);
    assertThat(batch.number(3, 0)).isEqualTo(1);
    assertThat(batch.number(4, 0)).isEqualTo(20_517);
    assertThat(batch.text(5, 0)).isEqualTo("00123");
  }

  @Test
  void json_values_need_no_quotes() {
    ColumnBatch batch =
        PARSER.parse(row("tenure", 12L, "Contract", "Two year", "senior", false, "zip", 12345.0));
    assertThat(batch.number(0, 0)).isEqualTo(12);
    assertThat(batch.number(3, 0)).isZero();
    assertThat(batch.text(5, 0)).isEqualTo("12345");
  }

  @Test
  void a_column_left_out_or_null_or_blank_is_missing() {
    Map<String, @Nullable Object> row = new HashMap<>(row("tenure", 1, "Contract", "One year"));
    row.put("TotalCharges", null);
    row.put("zip", "  ");
    ColumnBatch batch = PARSER.parse(row);
    assertThat(batch.number(2, 0)).isNaN();
    assertThat(batch.text(5, 0)).isNull();
  }

  @Test
  void a_date_may_be_given_as_days_but_not_as_a_bare_number() {
    assertThat(PARSER.parse(since(new Days(20_517))).number(4, 0)).isEqualTo(20_517);
    assertThat(PARSER.parse(since(new Days(20_517.75))).number(4, 0)).isEqualTo(20_517);
    assertThat(PARSER.parse(since(new Days(Double.NaN))).number(4, 0)).isNaN();
    assertThat(problems(since(20_517)))
        .containsExactly(new Problem("since", "20517 is not a date."));
  }

  @Test
  void days_beyond_all_calendars_are_no_date() {
    for (double days : new double[] {1.7e9, -1e6, Double.POSITIVE_INFINITY}) {
      assertThat(problems(since(new Days(days)))).hasSize(1);
    }
  }

  @Test
  void days_are_nothing_but_dates_and_moments() {
    Map<String, Object> row = new HashMap<>(since(new Days(1)));
    row.put("tenure", new Days(1));
    assertThat(problems(row)).containsExactly(new Problem("tenure", "1 is not a whole number."));
  }

  private static Map<String, Object> since(Object value) {
    return row("tenure", 1, "Contract", "One year", "since", value);
  }

  @Test
  void key_and_target_may_come_along() {
    assertThat(
            PARSER
                .parse(row("customerID", "7", "Churn", "No", "tenure", 1, "Contract", "One year"))
                .rows())
        .isEqualTo(1);
  }

  @Test
  void all_problems_of_a_row_are_reported_at_once() {
    Map<String, Object> row =
        row(
            "tenur", 1,
            "tenure", -1,
            "Contract", "Weekly",
            "TotalCharges", "12 apples",
            "senior", "perhaps",
            "since", "2026-03-05",
            "zip", "12a");
    assertThat(problems(row))
        .containsExactly(
            new Problem("tenur", "there is no such column. Did you mean 'tenure'?"),
            new Problem("tenure", "-1 is too small (min 0)."),
            new Problem(
                "Contract",
                "'Weekly' is not an allowed value; allowed are Month-to-month, One year, Two"
                    + " year."),
            new Problem("TotalCharges", "'12 apples' is not a number."),
            new Problem("senior", "'perhaps' is not a yes or no."),
            new Problem("since", "'2026-03-05' is not a date (expected dd.MM.yyyy)."),
            new Problem("zip", "'12a' is not of the pattern [0-9]{5}."));
  }

  @Test
  void what_is_required_must_be_there() {
    assertThat(problems(Map.of()))
        .containsExactly(
            new Problem("tenure", "required, but it is missing."),
            new Problem("Contract", "required, but it is missing."));
  }

  @Test
  void numbers_out_of_range_and_of_the_wrong_kind_are_refused() {
    assertThat(problems(row("tenure", 121, "Contract", "One year")))
        .containsExactly(new Problem("tenure", "121 is too large (max 120)."));
    assertThat(problems(row("tenure", 1.5, "Contract", List.of())))
        .containsExactly(
            new Problem("tenure", "1.5 is not a whole number."),
            new Problem("Contract", "[] is not a text."));
    assertThat(problems(row("tenure", true, "Contract", "One year", "TotalCharges", 1 / 0.0)))
        .containsExactly(
            new Problem("tenure", "true is not a whole number."),
            new Problem("TotalCharges", "Infinity is not a number."));
  }

  @Test
  void many_rows_name_the_row_of_each_problem() {
    List<Map<String, Object>> rows =
        Arrays.asList(row("tenure", 1, "Contract", "One year"), row("Contract", "One year"));
    assertThatThrownBy(() -> PARSER.parse(rows))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(new Problem("row 2, tenure", "required, but it is missing.")));
    rows.set(1, rows.get(0));
    assertThat(PARSER.parse(rows).rows()).isEqualTo(2);
  }

  private static List<Problem> problems(Map<String, Object> row) {
    try {
      PARSER.parse(row);
      return List.of();
    } catch (MillraceException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.CONTRACT_VIOLATED);
      return e.problems();
    }
  }

  private static Map<String, Object> row(Object... pairs) {
    Map<String, Object> row = new java.util.LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      row.put((String) pairs[i], pairs[i + 1]);
    }
    return row;
  }
}
