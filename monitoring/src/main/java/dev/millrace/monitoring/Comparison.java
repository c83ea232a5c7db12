package dev.millrace.monitoring;

import dev.millrace.monitoring.DriftReport.Drift;
import java.util.Arrays;

/**
 * Live rows beside those of the reference, by cell.
 *
 * <p>Cells of fewer than {@value #FEW} rows in the reference, or of which fewer live rows are
 * expected, are taken together as one: an index over cells that are mostly empty says little but
 * how few rows there are. Whether the difference is more than chance is asked twice, each at half
 * the rate of false alarms: of all cells with enough rows by the chi-square test of two samples,
 * and of the rare ones, where that test is no good, by the exact test whether there are too many.
 * The latter is what notices values that were never missing, and categories never seen, in
 * training.
 */
final class Comparison {
  private static final int FEW = 5;

  /** Rows that put {@value #FEW} into each of ten bins; of fewer only a drift can be told. */
  static final int ENOUGH = 50;

  private final long[] live;
  private final long[] reference;
  private final double liveRows;
  private final double referenceRows;
  private final boolean rareIsRare;

  /** The last bin is of all rare cells; bins that have no row on either side are left out. */
  private Comparison(long[] live, long[] reference) {
    this.liveRows = Arrays.stream(live).sum();
    this.referenceRows = Arrays.stream(reference).sum();
    long[] someBins = new long[live.length + 1];
    long[] otherBins = new long[live.length + 1];
    int bins = 0;
    long rareLive = 0;
    long rareReference = 0;
    for (int cell = 0; cell < live.length; cell++) {
      if (isRare(reference[cell])) {
        rareLive += live[cell];
        rareReference += reference[cell];
      } else {
        someBins[bins] = live[cell];
        otherBins[bins++] = reference[cell];
      }
    }
    this.rareIsRare = isRare(rareReference);
    if (rareLive + rareReference > 0) {
      someBins[bins] = rareLive;
      otherBins[bins++] = rareReference;
    }
    this.live = Arrays.copyOf(someBins, bins);
    this.reference = Arrays.copyOf(otherBins, bins);
  }

  /**
   * Compares.
   *
   * @param falseAlarms the chance of a level that is moderate or large where nothing drifted
   */
  static Drift of(long[] live, long[] reference, double falseAlarms) {
    if (Arrays.stream(live).allMatch(rows -> rows == 0)
        || Arrays.stream(reference).allMatch(rows -> rows == 0)) {
      return new Drift(0, DriftLevel.UNKNOWN);
    }
    Comparison comparison = new Comparison(live, reference);
    double psi = comparison.psi();
    boolean significant = comparison.chance() < falseAlarms;
    DriftLevel level = significant ? DriftLevel.of(psi) : DriftLevel.STABLE;
    boolean told = level != DriftLevel.STABLE || comparison.liveRows >= ENOUGH;
    return new Drift(psi, told ? level : DriftLevel.UNKNOWN);
  }

  private boolean isRare(long inReference) {
    return inReference < FEW * Math.max(1, referenceRows / liveRows);
  }

  private double psi() {
    double byChance = Psi.expected(live.length, (long) liveRows, (long) referenceRows);
    return Math.max(0, Psi.of(live, reference) - byChance);
  }

  /** How likely a difference like this, or a larger one, is where nothing drifted. */
  private double chance() {
    int rare = live.length - 1;
    int bins = rareIsRare ? rare : live.length;
    double common = bins < 2 ? 1 : Tails.chiSquare(chiSquare(bins), bins - 1);
    double tooMany =
        rareIsRare && rare >= 0
            ? Tails.binomial(live[rare], reference[rare], liveRows / (liveRows + referenceRows))
            : 1;
    return Math.min(1, 2 * Math.min(common, tooMany));
  }

  /** Pearson's statistic for two samples, of those rows that are in the first bins. */
  private double chiSquare(int bins) {
    double some = Arrays.stream(live, 0, bins).sum();
    double others = Arrays.stream(reference, 0, bins).sum();
    double sum = 0;
    for (int bin = 0; bin < bins && some > 0; bin++) {
      double distance =
          Math.sqrt(others / some) * live[bin] - Math.sqrt(some / others) * reference[bin];
      sum += distance * distance / (live[bin] + reference[bin]);
    }
    return sum;
  }
}
