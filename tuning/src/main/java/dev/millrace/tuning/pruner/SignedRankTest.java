package dev.millrace.tuning.pruner;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Wilcoxon's signed-rank test, exact: over all signs of the ranks that occurred, ties at their mean
 * rank. The rank of a zero counts half for either side (scipy's {@code zsplit}).
 */
final class SignedRankTest {
  /** Beyond it the exact number of sign patterns is of no use to anybody. */
  private static final int MOST = 24;

  private SignedRankTest() {}

  /**
   * The probability, were differences symmetric about 0, of a rank sum at least as great.
   *
   * @param differences at least 1; of more than 24 the first 24 are looked at
   */
  static double greater(double[] differences) {
    double[] looked = Arrays.copyOf(differences, Math.min(MOST, differences.length));
    double[] ranks = ranks(looked);
    double sum = 0;
    for (int i = 0; i < looked.length; i++) {
      sum += looked[i] > 0 ? ranks[i] : looked[i] == 0 ? ranks[i] / 2 : 0;
    }
    double[] signed =
        IntStream.range(0, looked.length)
            .filter(i -> looked[i] != 0)
            .mapToDouble(i -> ranks[i])
            .toArray();
    double zeros =
        IntStream.range(0, looked.length)
            .filter(i -> looked[i] == 0)
            .mapToDouble(i -> ranks[i] / 2)
            .sum();
    return atLeast(signed, sum - zeros);
  }

  private static double atLeast(double[] ranks, double sum) {
    long patterns = 1L << ranks.length;
    long reached = 0;
    for (long pattern = 0; pattern < patterns; pattern++) {
      double positive = 0;
      for (int i = 0; i < ranks.length; i++) {
        positive += (pattern >> i & 1) == 1 ? ranks[i] : 0;
      }
      reached += positive >= sum ? 1 : 0;
    }
    return reached / (double) patterns;
  }

  private static double[] ranks(double[] differences) {
    double[] ranks = new double[differences.length];
    for (int i = 0; i < ranks.length; i++) {
      double size = Math.abs(differences[i]);
      long smaller = Arrays.stream(differences).filter(d -> Math.abs(d) < size).count();
      long same = Arrays.stream(differences).filter(d -> Math.abs(d) == size).count();
      ranks[i] = smaller + (same + 1) / 2.0;
    }
    return ranks;
  }
}
