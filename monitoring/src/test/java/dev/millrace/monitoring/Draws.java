package dev.millrace.monitoring;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Rows that chance puts into cells. */
final class Draws {
  private Draws() {}

  /**
   * @param shares of the cells; need not add up to 1
   */
  static long[] rows(SplittableRandom random, double[] shares, int rows) {
    double[] upTo = shares.clone();
    Arrays.parallelPrefix(upTo, Double::sum);
    long[] counts = new long[shares.length];
    for (int row = 0; row < rows; row++) {
      int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
      counts[at < 0 ? -at - 1 : at + 1]++;
    }
    return counts;
  }

  /** The shares of categories of which few are frequent (Zipf's law). */
  static double[] zipf(int cells) {
    return IntStream.rangeClosed(1, cells).mapToDouble(i -> 1.0 / i).toArray();
  }
}
