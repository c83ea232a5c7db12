package dev.millrace.etl.feature;

import java.util.Arrays;

/**
 * Divides the values of a feature into few bins without looking at labels; missing values are bin
 * 0. A number that many rows share has a bin of its own, so that a rare value beside a frequent one
 * is seen; a category is a bin, and those too rare for the sample share one.
 *
 * @param upper the largest value of each bin, ascending
 * @param exact whether bins hold only their upper value, and the last one all others
 */
record ValueBins(double[] upper, boolean exact) {
  private static final int BINS = 32;
  private static final int FEWEST = 10;

  /**
   * Bins of numbers: of about equal size, but for values that would fill one alone.
   *
   * @param sorted a sample without missing values, ascending
   */
  static ValueBins ofNumbers(double[] sorted) {
    int own = Math.max(FEWEST, sorted.length / BINS);
    int rest = 0;
    for (int from = 0, to; from < sorted.length; from = to) {
      to = runEnd(sorted, from);
      rest += to - from < own ? to - from : 0;
    }
    return new ValueBins(edges(sorted, own, Math.max(FEWEST, rest / BINS)), false);
  }

  private static double[] edges(double[] sorted, int own, int size) {
    double[] upper = new double[sorted.length];
    int bins = 0;
    int filled = 0;
    for (int from = 0, to; from < sorted.length; from = to) {
      to = runEnd(sorted, from);
      boolean alone = to - from >= own;
      if (alone && filled > 0) {
        upper[bins++] = sorted[from - 1];
        filled = 0;
      }
      filled += to - from;
      if (alone || filled >= size || to == sorted.length) {
        upper[bins++] = sorted[to - 1];
        filled = 0;
      }
    }
    return Arrays.copyOf(upper, bins);
  }

  private static int runEnd(double[] sorted, int from) {
    int to = from + 1;
    while (to < sorted.length && sorted[to] == sorted[from]) {
      to++;
    }
    return to;
  }

  /** A bin for each category of a sample. */
  static ValueBins ofCategories(double[] sorted) {
    return new ValueBins(Arrays.stream(sorted).distinct().toArray(), true);
  }

  /** Bins there are, that of missing values included. */
  int count() {
    return upper.length + 2;
  }

  int of(double value) {
    if (Double.isNaN(value)) {
      return 0;
    }
    int place = place(value);
    if (exact) {
      return (place < upper.length && upper[place] == value ? place : upper.length) + 1;
    }
    return Math.min(place, Math.max(0, upper.length - 1)) + 1;
  }

  /** How many upper values are smaller; halves without a branch, which would be unpredictable. */
  private int place(double value) {
    int from = 0;
    for (int size = upper.length; size > 0; ) {
      int half = (size + 1) >>> 1;
      from += upper[from + half - 1] < value ? half : 0;
      size -= half;
    }
    return from;
  }
}
