package dev.millrace.pipeline.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScalesTest {
  @Property
  void values_lie_between_round_ends_and_few_ticks(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double low,
      @ForAll @DoubleRange(min = 0, max = 1e6) double width) {
    ValueScale scale = ValueScale.over(low, low + width, 4, 200, 20);

    assertThat(scale.at(low)).isBetween(20 - 1e-6, 200 + 1e-6);
    assertThat(scale.at(low + width)).isBetween(20 - 1e-6, 200 + 1e-6);
    assertThat(scale.ticks()).hasSizeBetween(2, 7).isSorted();
  }

  @Property
  void labels_of_time_have_room_from_days_to_decades(
      @ForAll @IntRange(min = 1, max = 14_000) int d) {
    Instant from = Instant.parse("2020-02-11T00:00:00Z");
    TimeScale scale = new TimeScale(from, from.plusSeconds(d * 86_400L), 40, 390);

    List<TimeScale.Tick> ticks = scale.ticks();

    assertThat(ticks).hasSizeLessThanOrEqualTo(5);
    assertThat(ticks).extracting(TimeScale.Tick::x).allMatch(x -> x >= 40 && x <= 390.001);
  }

  @Test
  void months_are_named_with_their_year_and_days_with_their_month() {
    Instant from = Instant.parse("2024-01-01T00:00:00Z");
    assertThat(new TimeScale(from, Instant.parse("2024-04-01T00:00:00Z"), 0, 400).ticks())
        .extracting(TimeScale.Tick::label)
        .containsExactly("Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024");
    assertThat(new TimeScale(from, Instant.parse("2024-01-20T00:00:00Z"), 0, 400).ticks())
        .extracting(TimeScale.Tick::label)
        .startsWith("1 Jan", "8 Jan");
  }
}
