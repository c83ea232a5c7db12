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
  private static final List<Period> STEPS =
      List.of(
          Period.ofDays(1),
          Period.ofDays(2),
          Period.ofDays(7),
          Period.ofDays(14),
          Period.ofMonths(1),
          Period.ofMonths(2),
          Period.ofMonths(3),
          Period.ofMonths(6),
          Period.ofYears(1),
          Period.ofYears(2),
          Period.ofYears(5),
          Period.ofYears(10));
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
    List<Tick> ticks = new ArrayList<>();
    for (Period step : STEPS) {
      ticks = ticks(step);
      if (ticks.size() * TICK_WIDTH <= right - left) {
        break;
      }
    }
    return ticks;
  }

  private List<Tick> ticks(Period step) {
    LocalDate first = LocalDate.ofInstant(from, ZoneOffset.UTC);
    DateTimeFormatter format = step.getDays() > 0 ? DAY : MONTH;
    LocalDate day = step.getDays() > 0 ? first : first.withDayOfMonth(1);
    if (step.toTotalMonths() > 1) {
      day = LocalDate.of(first.getYear(), 1, 1);
    }
    List<Tick> ticks = new ArrayList<>();
    for (; !day.atStartOfDay(ZoneOffset.UTC).toInstant().isAfter(to); day = day.plus(step)) {
      Instant moment = day.atStartOfDay(ZoneOffset.UTC).toInstant();
      if (!moment.isBefore(from)) {
        ticks.add(new Tick(at(moment), format.format(day)));
      }
    }
    return ticks;
  }
}
