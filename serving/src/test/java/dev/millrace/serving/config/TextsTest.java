package dev.millrace.serving.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextsTest {
  @Test
  void sizes_are_powers_of_two_with_an_i_and_of_ten_without() {
    assertThat(Texts.size("64KiB")).contains(65_536L);
    assertThat(Texts.size("1.5 MiB")).contains(1_572_864L);
    assertThat(Texts.size("2MB")).contains(2_000_000L);
    assertThat(Texts.size("512")).contains(512L);
    assertThat(Texts.size("4M")).isEmpty();
    assertThat(Texts.size("1GiB")).contains(1L << 30);
    assertThat(Texts.size("1.1GiB")).as("one buffer does not hold more").isEmpty();
    assertThat(Texts.size("17179869185GiB")).as("a GiB, in the last 64 bits").isEmpty();
  }

  @Test
  void times_have_units() {
    assertThat(Texts.time("250ms")).contains(Duration.ofMillis(250));
    assertThat(Texts.time("1.5h")).contains(Duration.ofMinutes(90));
    assertThat(Texts.time("0s")).contains(Duration.ZERO);
    assertThat(Texts.time("10")).isEmpty();
    assertThat(Texts.time("8760h")).contains(Duration.ofDays(365));
    assertThat(Texts.time("9999999h")).as("more nanoseconds than a long has").isEmpty();
  }

  @Test
  void shares_are_percent_or_fractions() {
    assertThat(Texts.share("10%")).contains(0.1);
    assertThat(Texts.share("1")).contains(1.0);
    assertThat(Texts.share("0%")).isEmpty();
    assertThat(Texts.share("101%")).isEmpty();
  }

  @Test
  void rates_are_per_second_minute_or_hour() {
    assertThat(Texts.rate("100/s")).contains(new Rate(100));
    assertThat(Texts.rate("90/m")).contains(new Rate(1.5));
    assertThat(Texts.rate("3600/h")).contains(new Rate(1));
    assertThat(Texts.rate("0/s")).isEmpty();
    assertThat(Texts.rate("100")).isEmpty();
  }

  @Test
  void a_rate_is_shown_as_it_is_written() {
    assertThat(List.of("100/s", "90/m", "10000/h", "1/h"))
        .allSatisfy(text -> assertThat(Texts.rate(text).orElseThrow()).hasToString(text));
    assertThat(new Rate(1 / 7e3)).hasToString("0.000143/s");
  }

  @Property(tries = 300)
  void any_text_is_a_value_or_none(@ForAll String text) {
    assertThat(Texts.size(text)).isNotNull();
    assertThat(Texts.time(text)).isNotNull();
    assertThat(Texts.share(text)).isNotNull();
    assertThat(Texts.rate(text)).isNotNull();
    assertThat(Texts.whole(text)).isNotNull();
  }
}
