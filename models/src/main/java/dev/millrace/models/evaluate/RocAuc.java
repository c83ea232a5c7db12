package dev.millrace.models.evaluate;

import java.util.Arrays;

/**
 * Area under the ROC curve: the chance that a positive row scores above a negative one, ties
 * counting half (Hanley and McNeil 1982). Exact, from mid-ranks, in O(n log n).
 */
public final class RocAuc {
  private static final long LABEL = 1;

  private RocAuc() {}

  /**
   * Of rows one by one.
   *
   * @param scores higher means more likely positive; any scale, no NaN
   * @param positive the label of each score
   * @return in [0, 1]; NaN where a class has no row
   */
  public static double of(double[] scores, boolean[] positive) {
    if (scores.length != positive.length) {
      throw new IllegalArgumentException(
          scores.length + " scores cannot be paired with " + positive.length + " labels");
    }
    long[] keys = sortableKeys(scores, positive);
    Arrays.sort(keys);
    double positives = 0;
    double rankSum = 0;
    for (int start = 0, end; start < keys.length; start = end) {
      int positivesInTie = 0;
      for (end = start; end < keys.length && keys[end] >> 1 == keys[start] >> 1; end++) {
        positivesInTie += (int) (keys[end] & LABEL);
      }
      positives += positivesInTie;
      rankSum += positivesInTie * (start + 1 + end) / 2.0;
    }
    double negatives = keys.length - positives;
    return (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
  }

  /** The same of counted rows, in one pass; NaN where a class has no row. */
  static double of(Tally tally) {
    double negativesBelow = tally.negatives();
    double ordered = 0;
    for (int level = 0; level < tally.size(); level++) {
      int negatives = tally.negatives(level);
      negativesBelow -= negatives;
      ordered += tally.positives(level) * (negativesBelow + negatives / 2.0);
    }
    return ordered / ((double) tally.positives() * tally.negatives());
  }

  /**
   * One primitive sort instead of one of boxed indices: the score's order in the upper 63 bits, the
   * label in the lowest. Scores that differ only in their last bit count as ties.
   */
  private static long[] sortableKeys(double[] scores, boolean[] positive) {
    long[] keys = new long[scores.length];
    for (int i = 0; i < keys.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException("score " + i + " is NaN; NaN has no rank");
      }
      long bits = Double.doubleToLongBits(scores[i] + 0.0); // -0.0 becomes 0.0
      long ordered = bits < 0 ? bits ^ Long.MAX_VALUE : bits;
      keys[i] = (ordered & ~LABEL) | (positive[i] ? LABEL : 0);
    }
    return keys;
  }
}
