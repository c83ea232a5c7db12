package dev.millrace.contract.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd,2026-03-05",
    "dd.MM.yyyy,05.03.2026",
    "d/M/yy,5/3/26",
    "dd-MMM-yyyy,05-mar-2026",
    "yyyyMMdd,20260305",
    "'on' d MMM yyyy,on 5 MAR 2026"
  })
  void a_day_is_read_in_many_spellings(String format, String text) {
    assertThat(TimeFormat.of(format).parse(" " + text))
        .hasValue((double) LocalDate.of(2026, 3, 5).toEpochDay());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-02-30", "2026-13-01", "2026-3-5", "0000-01-01", "26-03-05", "x", ""})
  void no_other_text_is_an_iso_day(String text) {
    assertThat(TimeFormat.ISO_DATE.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-31T12:00:00Z,0.5",
    "2026-03-31 12:00,0.5",
    "2026-03-31T14:00:00+02:00,0.5",
    "2026-03-31T14:00:00.000 +0200,0.5",
    "2026-03-31T23:30:00-02,1.0625",
    "2026-03-31,0",
    "2026-03-31T00:00:00.864,0.00001"
  })
  void a_moment_is_a_fraction_of_a_day_in_utc(String text, double fraction) {
    assertThat(TimeFormat.ISO_TIMESTAMP.parse(text).orElseThrow())
        .isEqualTo(LocalDate.of(2026, 3, 31).toEpochDay() + fraction);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-31T24:00", "2026-03-31T12:60", "2026-03-31T12", "2026-03-31Z"})
  void impossible_times_are_refused(String text) {
    assertThat(TimeFormat.ISO_TIMESTAMP.parse(text)).isEmpty();
  }

  @Test
  void two_digit_years_turn_at_69() {
    TimeFormat format = TimeFormat.of("yy-MM-dd");
    assertThat(format.parse("69-01-01")).hasValue((double) LocalDate.of(1969, 1, 1).toEpochDay());
    assertThat(format.parse("68-01-01")).hasValue((double) LocalDate.of(2068, 1, 1).toEpochDay());
  }

  @Test
  void unknown_letters_are_named() {
    assertThatThrownBy(() -> TimeFormat.of("yyyy-ww")).hasMessageContaining("'ww'");
    assertThatThrownBy(() -> TimeFormat.of("yyyy-MM-M")).hasMessageContaining("twice");
    assertThatThrownBy(() -> TimeFormat.of("--")).hasMessageContaining("not a date format");
    assertThatThrownBy(() -> TimeFormat.of("yyyy'x")).hasMessageContaining("not a date format");
  }

  @Property
  void a_moment_agrees_with_java_time(
      @ForAll @net.jqwik.api.constraints.LongRange(min = -62_135_596_800L, max = 253_402_300_799L)
          long second) {
    LocalDateTime moment = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    String text = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").format(moment);
    assertThat(TimeFormat.ISO_TIMESTAMP.parse(text)).hasValue(second / 86_400.0);
  }
}
