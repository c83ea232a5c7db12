package dev.millrace.pipeline.demo;

/**
 * A number for every day of a customer's life; days outside of it read as 0 and take nothing.
 *
 * <p>Days are counted from 1970-01-01.
 */
final class Days {
  private final int from;
  private final double[] values;

  /**
   * @param from the first day
   * @param to the day after the last
   */
  Days(int from, int to) {
    this.from = from;
    this.values = new double[Math.max(0, to - from)];
  }

  int from() {
    return from;
  }

  /** The day after the last. */
  int to() {
    return from + values.length;
  }

  double get(int day) {
    int at = day - from;
    return at < 0 || at >= values.length ? 0 : values[at];
  }

  void set(int day, double value) {
    values[day - from] = value;
  }

  /** Adds to every day from the first one up to, not including, the last one. */
  void add(int first, int last, double value) {
    int end = Math.min(last, to());
    for (int day = Math.max(first, from); day < end; day++) {
      values[day - from] += value;
    }
  }
}
