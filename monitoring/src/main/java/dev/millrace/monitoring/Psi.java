package dev.millrace.monitoring;

/**
 * The population stability index of two histograms over the same bins: the sum of {@code (p - q)
 * ln(p / q)} over their shares p and q; Jeffreys' divergence (1946), under this name in Siddiqi,
 * Credit Risk Scorecards (2006). At least 0, 0 for equal shares, symmetric.
 *
 * <p>A bin that is empty on one side only would make it infinite, which no finite number of rows
 * can prove: it counts as half a row on that side (Jeffreys' prior), the least that is still less
 * than one row. Other bins are not touched, so the index is the textbook's where none is empty. A
 * bin that is empty on both sides adds nothing.
 */
public final class Psi {
  private static final double EMPTY = 0.5;

  private Psi() {}

  /**
   * The index.
   *
   * @param some rows by bin, at least one row in all
   * @param others rows by the same bins, at least one row in all
   */
  public static double of(long[] some, long[] others) {
    if (some.length != others.length) {
      throw new IllegalArgumentException(
          "expected as many bins twice, not %d and %d".formatted(some.length, others.length));
    }
    long rowsOfSome = rows(some);
    long rowsOfOthers = rows(others);
    double sum = 0;
    for (int bin = 0; bin < some.length; bin++) {
      if (some[bin] + others[bin] > 0) {
        double p = share(some[bin], rowsOfSome);
        double q = share(others[bin], rowsOfOthers);
        sum += (p - q) * Math.log(p / q);
      }
    }
    return sum;
  }

  /**
   * What chance alone makes of it on average: {@code (bins - 1) (1/n + 1/m)} for n and m rows of
   * one and the same distribution (Yurdakul and Naranjo, Journal of Risk Model Validation, 2020).
   * Good where every bin has several rows.
   */
  public static double expected(int bins, long some, long others) {
    return (bins - 1) * (1.0 / some + 1.0 / others);
  }

  private static double share(long count, long rows) {
    return (count == 0 ? EMPTY : count) / rows;
  }

  private static long rows(long[] counts) {
    long rows = 0;
    for (long count : counts) {
      rows += count;
    }
    if (rows == 0) {
      throw new IllegalArgumentException("a distribution of no rows has no index");
    }
    return rows;
  }
}
