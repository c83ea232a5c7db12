package dev.millrace.contract.encode;

import dev.millrace.contract.encode.ColumnStatistics.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the statistics of a numeric column in one pass over its sorted values, in constant
 * memory. The same values give the same bits. Not thread-safe.
 */
public final class NumbersCollector {
  private final long present;
  private final long missing;
  private final List<Double> quantiles = new ArrayList<>();
  private long count;
  private double last;
  private double mean;
  private double squares;

  /**
   * @param present how many values will be added
   */
  public NumbersCollector(long present, long missing) {
    this.present = present;
    this.missing = missing;
  }

  /**
   * Adds the next value; mean and deviation by Welford's recurrence (1962).
   *
   * @throws IllegalArgumentException if it is less than the one before, or NaN
   */
  public void add(double value) {
    if (!(count == 0 || value >= last)) {
      throw new IllegalArgumentException(value + " came after " + last + ", but they are sorted");
    }
    while (quantiles.size() <= Numbers.STEPS && rank() <= count) {
      double fraction = rank() - Math.floor(rank());
      quantiles.add(fraction == 0 ? value : between(last, value, fraction));
    }
    count++;
    last = value;
    double distance = value - mean;
    mean += Double.isFinite(distance) ? distance / count : value / count - mean / count;
    squares += distance * (value - mean); // infinite beyond 1e154, and cut off at the end
  }

  /**
   * The statistics.
   *
   * @throws IllegalStateException if fewer values were added than announced, or more
   */
  public Numbers finish() {
    if (count != present) {
      throw new IllegalStateException(present + " values were announced, " + count + " came");
    }
    double deviation = count == 0 ? 0 : Math.min(Math.sqrt(squares / count), Double.MAX_VALUE);
    return new Numbers(present, missing, mean, deviation, quantiles);
  }

  private static double between(double low, double high, double fraction) {
    double distance = high - low;
    return Double.isFinite(distance)
        ? low + fraction * distance
        : (1 - fraction) * low + fraction * high;
  }

  /** Where the next quantile lies among the values, counted from 0. */
  private double rank() {
    return (double) quantiles.size() * (present - 1) / Numbers.STEPS;
  }
}
