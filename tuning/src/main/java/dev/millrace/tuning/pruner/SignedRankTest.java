package dev.millrace.tuning.pruner;

import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test, exact: over all signs of the ranks that occurred, ties at their mean
 * rank. The rank of a zero counts half for either side (scipy's {@code zsplit}).
 */
final class SignedRankTest {
  private SignedRankTest() {}

  /**
   * The probability, were differences symmetric about 0, of a rank sum at least as great.
   *
   * @param differences at least 1
   */
  static double greater(double[] differences) {
    int[] ranks = new int[differences.length];
    int signed = 0;
    int sum = 0;
    for (double difference : differences) {
      if (difference != 0) {
        int rank = doubledRank(difference, differences);
        ranks[signed++] = rank;
        sum += difference > 0 ? rank : 0;
      }
    }
    return atLeast(Arrays.copyOf(ranks, signed), sum);
  }

  /** Twice the mean rank of a size among all sizes: a whole number. */
  private static int doubledRank(double difference, double[] differences) {
    double size = Math.abs(difference);
    long smaller = Arrays.stream(differences).filter(d -> Math.abs(d) < size).count();
    long same = Arrays.stream(differences).filter(d -> Math.abs(d) == size).count();
    return Math.toIntExact(2 * smaller + same + 1);
  }

  /** Adds rank after rank to the distribution of the sum. */
  private static double atLeast(int[] ranks, int sum) {
    double[] chances = new double[Arrays.stream(ranks).sum() + 1];
    chances[0] = 1;
    for (int rank : ranks) {
      for (int total = chances.length - 1; total >= 0; total--) {
        chances[total] = (chances[total] + (total >= rank ? chances[total - rank] : 0)) / 2;
      }
    }
    return Arrays.stream(chances, sum, chances.length).sum();
  }
}
