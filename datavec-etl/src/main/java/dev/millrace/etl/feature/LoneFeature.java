package dev.millrace.etl.feature;

/**
 * Judges a feature alone, in a second pass over the training rows: how well the rate of positives
 * of its bins orders the rows of a fold, when the rates are those of the other folds. So a feature
 * that rises and falls is judged as fairly as one that only rises, and noise gets a half.
 */
final class LoneFeature {
  /** Rows' worth of the overall rate mixed into each bin's. */
  private static final double SMOOTHING = 10;

  private final ValueBins bins;
  private final double frequent;
  private final long[][][] counts;
  private long frequentRows;

  /**
   * @param frequent the value to count; NaN counts missing ones
   */
  LoneFeature(ValueBins bins, double frequent, int folds) {
    this.bins = bins;
    this.frequent = frequent;
    this.counts = new long[folds][bins.count()][2];
  }

  void add(double[] values, int[] folds, int[] labels, int rows) {
    for (int row = 0; row < rows; row++) {
      double value = values[row];
      counts[folds[row]][bins.of(value)][labels[row]]++;
      frequentRows += Double.compare(value, frequent) == 0 ? 1 : 0;
    }
  }

  /** Rows that hold the value to count. */
  long frequentRows() {
    return frequentRows;
  }

  /** ROC-AUC out of fold; NaN where no fold has rows of both kinds. */
  double rocAuc() {
    long[][] all = new long[bins.count()][2];
    for (long[][] fold : counts) {
      addTo(all, fold, 1);
    }
    double wins = 0;
    double pairs = 0;
    for (long[][] fold : counts) {
      addTo(all, fold, -1);
      RocAuc auc = judged(fold, all);
      wins += auc.wins();
      pairs += auc.pairs();
      addTo(all, fold, 1);
    }
    return wins / pairs;
  }

  private static RocAuc judged(long[][] fold, long[][] others) {
    long negatives = 0;
    long positives = 0;
    for (long[] bin : others) {
      negatives += bin[0];
      positives += bin[1];
    }
    double rate = positives / (double) Math.max(1, negatives + positives);
    RocAuc auc = new RocAuc();
    for (int bin = 0; bin < fold.length; bin++) {
      double rows = others[bin][0] + others[bin][1];
      double score = (others[bin][1] + SMOOTHING * rate) / (rows + SMOOTHING);
      auc.add(score, fold[bin][0], fold[bin][1]);
    }
    return auc;
  }

  private static void addTo(long[][] all, long[][] fold, int times) {
    for (int bin = 0; bin < all.length; bin++) {
      all[bin][0] += times * fold[bin][0];
      all[bin][1] += times * fold[bin][1];
    }
  }
}
