package dev.millrace.contract.feature;

import java.time.LocalDate;
import java.util.OptionalDouble;

/**
 * A date or a moment from a sender that writes it as clean rows hold it. It is a type of its own
 * because a bare number in place of a date is more often a mistake, such as seconds, than days.
 *
 * @param sinceEpoch days since 1970-01-01T00:00Z, with a fraction within the day; NaN for missing
 */
public record Days(double sinceEpoch) {
  private static final double FIRST = LocalDate.of(1, 1, 1).toEpochDay();
  private static final double END = LocalDate.of(10_000, 1, 1).toEpochDay();

  /** The days, or empty outside the years 1 to 9999, which no text can name either. */
  OptionalDouble moment() {
    return sinceEpoch >= FIRST && sinceEpoch < END
        ? OptionalDouble.of(sinceEpoch)
        : OptionalDouble.empty();
  }

  /** The bare number, as it was sent. */
  @Override
  public String toString() {
    return ColumnReader.written(sinceEpoch);
  }
}
