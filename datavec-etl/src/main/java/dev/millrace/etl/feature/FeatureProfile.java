package dev.millrace.etl.feature;

import java.util.Arrays;

/** What one pass over the training rows tells of a feature. Takes rows in their order. */
final class FeatureProfile {
  /** Enough for quantiles; more would cost memory for nothing. */
  static final int SAMPLE = 8192;

  private final double[] sample;
  private final long step;
  private int sampled;
  private long rows;
  private long present;
  private double sum;
  private long values;
  private long gaps;
  private double candidate = Double.NaN;
  private long lead;

  /**
   * @param expected rows that will come
   */
  FeatureProfile(long expected) {
    step = Math.max(1, (expected + SAMPLE - 1) / SAMPLE);
    sample = new double[Math.toIntExact(expected / step + 1)];
  }

  void add(double[] block, int size) {
    for (int i = 0; i < size; i++) {
      add(block[i]);
    }
  }

  private void add(double value) {
    boolean missing = Double.isNaN(value);
    values = values * 31 + TrainingBlocks.mixed(Double.doubleToLongBits(value));
    if (missing) {
      gaps += TrainingBlocks.mixed(rows + 1);
    } else {
      present++;
      sum += value;
      if (rows % step == 0) {
        sample[sampled++] = value;
      }
    }
    vote(value);
    rows++;
  }

  /** Majority vote of Boyer and Moore: whatever more than half of the rows hold wins. */
  private void vote(double value) {
    if (lead == 0) {
      candidate = value;
      lead = 1;
    } else {
      lead += Double.compare(candidate, value) == 0 ? 1 : -1;
    }
  }

  long rows() {
    return rows;
  }

  long present() {
    return present;
  }

  /** NaN without a value. */
  double mean() {
    return sum / present;
  }

  /** A hash of all values in their order. */
  long values() {
    return values;
  }

  /** A hash of the rows without a value. */
  long gaps() {
    return gaps;
  }

  /** The one value that can be that of more than half of the rows; NaN stands for missing. */
  double candidate() {
    return candidate;
  }

  /** Present values of evenly spaced rows, ascending. */
  double[] sample() {
    double[] sorted = Arrays.copyOf(sample, sampled);
    Arrays.sort(sorted);
    return sorted;
  }
}
