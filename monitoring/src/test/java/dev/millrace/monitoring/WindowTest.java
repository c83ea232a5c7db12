package dev.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
  private static final long HOUR = Duration.ofHours(1).toNanos();

  private static final long HOURS_TO_OVERFLOW = 30 * 3_600_000_000_000L;

  private long count;

  /** Clocks that count nanoseconds may begin anywhere; the second one overflows. */
  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 90 * 60_000_000_000L, -5})
  void it_holds_the_last_24_hours(long start) {
    Window window = window(start);
    for (int hour = 0; hour < 100; hour++) {
      add(window, start + hour * HOUR + HOUR / 2, 1);

      Window.Content content = window.content(start + hour * HOUR + HOUR / 2);
      assertThat(content.counts()[0]).isEqualTo(Math.min(hour + 1, 24));
      assertThat(content.nanos()).isEqualTo(Math.min(hour, 23) * HOUR + HOUR / 2);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - HOURS_TO_OVERFLOW})
  void hours_without_rows_pass_all_the_same(long start) {
    Window window = window(start);
    add(window, start + 1, 5);

    window.advance(start + 23 * HOUR);
    assertThat(window.content(start + 23 * HOUR).counts()[0]).isEqualTo(5);
    window.advance(start + 25 * HOUR);
    assertThat(window.content(start + 25 * HOUR).counts()[0]).isZero();
    add(window, start + 1000 * HOUR, 3);
    assertThat(window.content(start + 1000 * HOUR).counts()[0]).isEqualTo(3);
    window.advance(start + 1023 * HOUR + 1);
    assertThat(window.content(start + 1023 * HOUR + 1).counts()[0]).isEqualTo(3);
    window.advance(start + 1024 * HOUR + 1);
    assertThat(window.content(start + 1024 * HOUR + 1).counts()[0]).isZero();
  }

  private Window window(long now) {
    return new Window(now, () -> new long[] {count});
  }

  private void add(Window window, long now, long rows) {
    window.advance(now);
    count += rows;
  }
}
