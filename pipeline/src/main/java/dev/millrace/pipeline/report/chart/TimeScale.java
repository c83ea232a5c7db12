package dev.millrace.pipeline.report.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Moments from left to right, in UTC.
 *
 * @param left pixel of {@code from}
 * @param right pixel of {@code to}, which is later
 */
record TimeScale(Instant from, Instant to, double left, double right) {
  private static final double TICK_WIDTH = 66;
  private static final List<Integer> DAYS = List.of(1, 2, 7, 14);
  private static final List<Integer> MONTHS = List.of(1, 2, 3, 6, 12, 24, 60, 120);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);

  double at(Instant moment) {
    double share =
        (double) Duration.between(from, moment).toSeconds()
            / Math.max(1, Duration.between(from, to).toSeconds());
    return left + (right - left) * share;
  }

  /** A label at a place. */
  record Tick(double x, String label) {}

  /** Days, first days of months or of years: as many as have room for their labels. */
  List<Tick> ticks() {
    LocalDate first = LocalDate.ofInstant(from, ZoneOffset.UTC);
    List<Tick> ticks = new ArrayList<>();
    for (int days : DAYS) {
      ticks = ticks(first, Period.ofDays(days), DAY);
      if (haveRoom(ticks)) {
        return ticks;
      }
    }
    for (int months : MONTHS) {
      LocalDate start = months == 1 ? first.withDayOfMonth(1) : first.withDayOfYear(1);
      ticks = ticks(start, Period.ofMonths(months), MONTH);
      if (haveRoom(ticks)) {
        return ticks;
      }
    }
    return ticks;
  }

  private boolean haveRoom(List<Tick> ticks) {
    return ticks.size() * TICK_WIDTH <= right - left;
  }

  private List<Tick> ticks(LocalDate start, Period step, DateTimeFormatter format) {
    List<Tick> ticks = new ArrayList<>();
    for (LocalDate day = start; !moment(day).isAfter(to); day = day.plus(step)) {
      if (!moment(day).isBefore(from)) {
        ticks.add(new Tick(at(moment(day)), format.format(day)));
      }
    }
    return ticks;
  }

  private static Instant moment(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
