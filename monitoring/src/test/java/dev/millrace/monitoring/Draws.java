package dev.millrace.monitoring;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Rows that chance puts into cells. */
final class Draws {
  private Draws() {}

  /**
   * @param shares of the cells; need not add up to 1
   */
  static long[] rows(SplittableRandom random, double[] shares, int rows) {
    double all = IntStream.range(0, shares.length).mapToDouble(i -> shares[i]).sum();
    long[] counts = new long[shares.length];
    for (int row = 0; row < rows; row++) {
      double left = random.nextDouble() * all;
      int cell = 0;
      while (cell < shares.length - 1 && left >= shares[cell]) {
        left -= shares[cell++];
      }
      counts[cell]++;
    }
    return counts;
  }

  /** The shares of categories of which few are frequent (Zipf's law). */
  static double[] zipf(int cells) {
    return IntStream.rangeClosed(1, cells).mapToDouble(i -> 1.0 / i).toArray();
  }
}
