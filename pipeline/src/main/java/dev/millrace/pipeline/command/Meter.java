package dev.millrace.pipeline.command;

import java.util.OptionalDouble;

/**
 * How far a piece of work is, at one moment.
 *
 * @param done units done
 * @param total units in all, or -1 where unknown
 * @param unit plural name of a unit
 * @param note a remark; may be empty
 * @param seconds since it began
 */
record Meter(String name, long done, long total, String unit, String note, double seconds) {

  /** Units per second; 0 at the very start. */
  double rate() {
    return seconds > 0 ? done / seconds : 0;
  }

  /** From 0 to 1; empty where the total is unknown. */
  OptionalDouble share() {
    return total > 0
        ? OptionalDouble.of(Math.min(1, done / (double) total))
        : OptionalDouble.empty();
  }

  /** Seconds to go at the rate so far; empty where nothing can be said. */
  OptionalDouble secondsLeft() {
    return total > 0 && done > 0 && rate() > 0
        ? OptionalDouble.of(Math.max(0, total - done) / rate())
        : OptionalDouble.empty();
  }

  /**
   * For example {@code 45,600 of 80,000 rows, 12,300 rows/s, 3 s left, best 0.41}; only the remark
   * and the time where nothing is counted.
   */
  String describe() {
    if (total < 0 && done == 0) {
      return (note.isEmpty() ? "" : note + ", ") + Figures.duration(seconds);
    }
    StringBuilder text = new StringBuilder(Figures.count(done));
    if (total >= 0) {
      text.append(" of ").append(Figures.count(total));
    }
    text.append(' ').append(unit);
    if (rate() > 0) {
      String rate =
          rate() < 10
              ? Double.toString(Math.round(rate() * 10) / 10.0)
              : Figures.count(Math.round(rate()));
      text.append(", ").append(rate).append(' ').append(unit).append("/s");
    }
    secondsLeft()
        .ifPresent(left -> text.append(", ").append(Figures.duration(left)).append(" left"));
    return note.isEmpty() ? text.toString() : text.append(", ").append(note).toString();
  }
}
