package dev.millrace.contract.feature;

import static dev.millrace.contract.feature.NumberStyle.ENGLISH;
import static dev.millrace.contract.feature.NumberStyle.EUROPEAN;
import static dev.millrace.contract.feature.NumberStyle.MIXED;
import static dev.millrace.contract.feature.NumberStyle.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.Json;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberStyleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1234.5|1234.5",
        "$1,234.50|1234.5",
        "EUR 1,234.50|1234.5",
        "1 234 567|1234567",
        "1'234.5|1234.5",
        "(12.50)|-12.5",
        "($ 1,000)|-1000",
        "-$5|-5",
        "$-5|-5",
        "12.50 USD|12.5",
        "\u22125|-5",
        " 1e3 |1000",
        ".5|0.5",
        "5.|5"
      })
  void english_numbers_may_have_separators_currencies_and_parentheses(String text, double value) {
    assertThat(ENGLISH.parse(text)).hasValue(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1.234,50 €|1234.5", "1,5|1.5", "1.234|1234", "-3,25|-3.25", "1 234,5|1234.5"})
  void european_numbers_have_a_decimal_comma(String text, double value) {
    assertThat(EUROPEAN.parse(text)).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1,5",
        "1,23,456",
        "1'000,000",
        "12abc",
        "NaN",
        "Infinity",
        "1e999",
        "--5",
        "(5",
        "5%",
        "0x10",
        "1.2.3",
        "$",
        "1d",
        "\u0661"
      })
  void anything_else_is_not_an_english_number(String text) {
    assertThat(ENGLISH.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,234", "$5", "(5)", "1 000"})
  void plain_numbers_have_no_ornaments(String text) {
    assertThat(PLAIN.parse(text)).isEmpty();
    assertThat(ENGLISH.parse(text)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.234,50 €|1234.5",
        "$1,234.50|1234.5",
        "EUR 19,90|19.9",
        "19.90|19.9",
        "(12.50)|-12.5",
        "(12,50 €)|-12.5",
        "1.234.567|1234567",
        "1,234,567|1234567",
        "1,234.567|1234.567",
        "1.234,567|1234.567",
        "1.234.567,8|1234567.8",
        "0.1234|0.1234",
        ",5|0.5",
        ".25|0.25",
        "1 234,5|1234.5",
        "1'234.50|1234.5",
        "1 234 567|1234567",
        "-3,25|-3.25",
        "1234|1234",
        "12,5e2|1250",
        "\u22127.5|-7.5"
      })
  void mixed_numbers_are_read_by_their_own_points_and_commas(String text, double value) {
    assertThat(MIXED.parse(text)).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.234",
        "1,234",
        "0.125",
        "1234,567",
        "$1,234",
        "1.234e2",
        "5.",
        "5,",
        "1,234.",
        "1.234,50.6",
        "1,23,456",
        "1.23.456",
        "1,234.567,8",
        "12,5,6",
        "1 234.567",
        "",
        "x",
        "."
      })
  void what_can_be_meant_in_two_ways_is_not_a_mixed_number(String text) {
    assertThat(MIXED.parse(text)).isEmpty();
  }

  @Test
  void styles_have_their_names_in_files() {
    assertThat(Json.line(NumberStyle.values()))
        .isEqualTo("[\"plain\",\"english\",\"european\",\"mixed\"]");
  }

  @Property
  void every_number_that_java_writes_is_read_back(@ForAll double value) {
    for (NumberStyle style : new NumberStyle[] {PLAIN, ENGLISH}) {
      assertThat(style.parse(Double.toString(value))).hasValue(value);
    }
  }

  @Property
  void amounts_are_read_in_both_spellings(@ForAll @IntRange(min = -99_999_999) int cents) {
    double value = cents / 100.0;
    assertThat(ENGLISH.parse(String.format(Locale.US, "%,.2f", value))).hasValue(value);
    assertThat(EUROPEAN.parse(String.format(Locale.GERMANY, "%,.2f €", value))).hasValue(value);
    assertThat(MIXED.parse(String.format(Locale.US, "$%,.2f", Math.abs(value))))
        .hasValue(Math.abs(value));
    assertThat(MIXED.parse(String.format(Locale.GERMANY, "%,.2f €", value))).hasValue(value);
  }
}
