package dev.millrace.etl.feature;

import java.util.Locale;

/** Parts of the cutoff's date. */
public enum CalendarPart {
  MONTH,
  QUARTER,
  WEEKDAY,
  DAY_OF_YEAR;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
