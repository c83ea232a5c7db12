package dev.millrace.pipeline.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.0123456|0.0123",
        "64.7616|64.8",
        "0|0",
        "-3.14159|−3.14",
        "999.6|1000",
        "1397.475|1,397",
        "-18000|−18,000",
        "NaN|–",
        "Infinity|–"
      })
  void numbers_have_three_significant_digits_and_are_whole_from_a_thousand_on(
      double value, String text) {
    assertThat(Words.number(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0.0%", "0.26537|26.5%", "1|100.0%", "0.0002|<0.1%", "NaN|–"})
  void shares_are_percentages_and_a_small_share_is_not_called_none(double share, String text) {
    assertThat(Words.percent(share)).isEqualTo(text);
  }

  @Test
  void a_part_of_nothing_is_a_dash() {
    assertThat(Words.percent(0, 0)).isEqualTo("–");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0.0041|+0.004", "-0.0041|−0.004", "-0.0001|0.000", "0|+0.000"})
  void a_change_shows_its_sign_unless_it_rounds_to_nothing(double change, String text) {
    assertThat(Words.change(change)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0.41|0.4 s", "18.4|18 s", "125|2 min 5 s", "59.7|1 min 0 s", "3780|1 h 3 min"})
  void times_are_said_in_the_units_of_a_clock(double seconds, String text) {
    assertThat(Words.seconds(seconds)).isEqualTo(text);
  }

  @Test
  void a_probability_of_chance_is_not_written_with_many_zeros() {
    assertThat(Words.pValue(0.1334)).isEqualTo("p = 0.133");
    assertThat(Words.pValue(3.48e-11)).isEqualTo("p < 0.001");
  }

  @Test
  void one_row_is_not_several() {
    assertThat(Words.count(1, "row")).isEqualTo("1 row");
    assertThat(Words.count(7043, "row")).isEqualTo("7,043 rows");
  }

  @Test
  void sizes_moments_and_days_are_written_for_people() {
    assertThat(Words.bytes(970_457)).isEqualTo("970 kB");
    assertThat(Words.bytes(12)).isEqualTo("12 bytes");
    assertThat(Words.bytes(85_200_000)).isEqualTo("85.2 MB");
    assertThat(Words.moment(Instant.parse("2026-11-23T17:21:04Z")))
        .isEqualTo("23 November 2026, 17:21 UTC");
    assertThat(Words.day(20_780.25)).isEqualTo("2026-11-23");
  }

  @Test
  void long_texts_are_cut_between_characters_not_inside_them() {
    assertThat(Words.cut("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Words.cut("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(Words.cut("😀😀😀", 2)).isEqualTo("😀…");
  }

  @Test
  void what_no_page_can_show_becomes_the_replacement_character() {
    assertThat(Words.printable("a\u0001b\nc\ud800d😀")).isEqualTo("a�b\nc�d😀");
  }

  @Test
  void names_that_differ_at_their_end_are_cut_inside() {
    assertThat(Words.cutInside("share(tickets where status = 'open', 90d)", 24))
        .isEqualTo("share(tickets w…n', 90d)")
        .hasSize(24);
    assertThat(Words.cutInside("customers.plan", 14)).isEqualTo("customers.plan");
  }

  @Test
  void moments_have_days_and_sentences_capitals() {
    assertThat(Words.date(Instant.parse("2024-07-01T23:59:59Z"))).isEqualTo("2024-07-01");
    assertThat(Words.capital("delay grew")).isEqualTo("Delay grew");
    assertThat(Words.capital("")).isEmpty();
  }
}
