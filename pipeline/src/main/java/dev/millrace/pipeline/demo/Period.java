package dev.millrace.pipeline.demo;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The months that the data covers. It always ends with 2025, so that a recipe's dates hold. Days
 * are counted from 1970-01-01.
 *
 * @param months at least 1
 */
record Period(int months) {
  /** The first day after the data. */
  static final int END = (int) LocalDate.of(2026, 1, 1).toEpochDay();

  /** When it was extracted, in minutes since 1970-01-01T00:00Z: early on that day. */
  static final int EXTRACTED = END * 1440 + 360;

  private static final YearMonth LAST_MONTH = YearMonth.of(2025, 12);

  /** The first day. */
  int first() {
    return dayOf(month(0));
  }

  /** A month by its place, 0 being the first; {@code months} is the one after the last. */
  YearMonth month(int index) {
    return LAST_MONTH.minusMonths(months - 1L - index);
  }

  /** The first day of a month by its place. */
  int monthStart(int index) {
    return dayOf(month(index));
  }

  /** The place of the month that a day of the period lies in. */
  int monthOf(int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    YearMonth first = month(0);
    return (date.getYear() - first.getYear()) * 12 + date.getMonthValue() - first.getMonthValue();
  }

  boolean contains(int day) {
    return day >= first() && day < END;
  }

  private static int dayOf(YearMonth month) {
    return (int) month.atDay(1).toEpochDay();
  }
}
