package dev.millrace.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Days;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.contract.feature.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableValuesTest {
  private static final TableValues VALUES =
      new TableValues(
          new FeatureContract(
              "churn",
              null,
              new Target("churned", "yes"),
              List.of(
                  declared("answer", ColumnType.CATEGORY, List.of("NA", "yes"), List.of()),
                  declared("since", ColumnType.DATE, List.of(), List.of("yyyyMMdd")),
                  declared("swapped", ColumnType.DATE, List.of(), List.of("yyyy-dd-MM")),
                  Column.of("joined", ColumnType.DATE),
                  Column.of("seen", ColumnType.TIMESTAMP),
                  Column.of("tenure", ColumnType.INTEGER))),
          List.of("NA", "?"));

  @Test
  void spellings_of_missing_are_missing_unless_the_column_declares_them() {
    assertThat(VALUES.read("answer", "?")).isNull();
    assertThat(VALUES.read("answer", "NA")).isEqualTo("NA");
    assertThat(VALUES.read("tenure", "NA")).isNull();
    assertThat(VALUES.read("tenure", " NA")).isEqualTo(" NA");
    assertThat(VALUES.read("seen", "NA")).isNull();
  }

  @Test
  void numbers_are_days_where_the_column_is_a_date_or_a_moment() {
    assertThat(VALUES.read("since", 18_462)).isEqualTo(new Days(18_462));
    assertThat(VALUES.read("seen", 20_599.75)).isEqualTo(new Days(20_599.75));
    assertThat(VALUES.read("tenure", 5)).isEqualTo(5);
  }

  @Test
  void texts_are_days_only_where_the_column_s_own_spelling_does_not_know_them() {
    assertThat(VALUES.read("since", "20200719")).isEqualTo("20200719");
    assertThat(VALUES.read("since", " 18462 ")).isEqualTo(new Days(18_462));
    assertThat(VALUES.read("seen", "-1.5e2")).isEqualTo(new Days(-150));
    assertThat(VALUES.read("seen", "2020-07-19")).isEqualTo("2020-07-19");
    assertThat(VALUES.read("tenure", "5")).isEqualTo("5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2020-07-08T00:00:00",
        "2020-07-08T00:00:00.000",
        "2020-07-08T00:00:00Z",
        "2020-07-08T00:00:00.000000000Z",
        "2020-07-08 00:00:00"
      })
  void a_midnight_is_its_date_however_the_column_is_spelt(String midnight) {
    assertThat(VALUES.read("joined", midnight)).isEqualTo("2020-07-08");
    assertThat(VALUES.read("since", midnight)).isEqualTo(new Days(18_451));
    assertThat(VALUES.read("swapped", midnight)).isEqualTo(new Days(18_451));
    assertThat(VALUES.read("seen", midnight)).isEqualTo(midnight);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2020-07-08T00:00:01",
        "2020-07-08T09:30:00",
        "2020-07-08T00:00:00.001",
        "2020-07-08T00:00:00+02:00",
        "2020-02-30T00:00:00"
      })
  void what_is_no_midnight_is_left_to_be_refused(String text) {
    assertThat(VALUES.read("since", text)).isEqualTo(text);
  }

  @Test
  void all_else_stays_as_it_is() {
    assertThat(VALUES.read("other", "?")).isEqualTo("?");
    assertThat(VALUES.read("since", true)).isEqualTo(true);
    assertThat(VALUES.read("since", null)).isNull();
    assertThat(VALUES.read("since", List.of(1))).isEqualTo(List.of(1));
  }

  private static Column declared(
      String name, ColumnType type, List<String> values, List<String> formats) {
    return new Column(
        name,
        type,
        true,
        null,
        null,
        values,
        null,
        null,
        null,
        NumberStyle.ENGLISH,
        formats,
        List.of(),
        Encoding.defaultFor(type));
  }
}
