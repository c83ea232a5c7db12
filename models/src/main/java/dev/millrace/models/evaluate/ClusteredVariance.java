package dev.millrace.models.evaluate;

/**
 * The variance of a difference in ROC-AUC where rows come in clusters (Obuchowski 1997): what a
 * cluster adds is summed first, positives and negatives apart, and both vary together.
 */
final class ClusteredVariance {
  private int withPositives;
  private int withNegatives;
  private double ofPositives;
  private double ofNegatives;
  private double ofBoth;

  private ClusteredVariance() {}

  /**
   * The variance.
   *
   * @param deviations by row, of the difference of placements from the mean of the row's class
   * @return from 0; NaN where a class has rows of fewer than two clusters
   */
  static double of(Clusters clusters, ScoredRows rows, double[] deviations) {
    ClusteredVariance sums = new ClusteredVariance();
    for (int cluster = 0; cluster < clusters.size(); cluster++) {
      sums.add(clusters, cluster, rows, deviations);
    }
    double positives = rows.positives();
    double negatives = rows.size() - positives;
    if (sums.withPositives < 2 || sums.withNegatives < 2) {
      return Double.NaN;
    }
    double variance =
        unbiased(sums.withPositives) * sums.ofPositives / (positives * positives)
            + unbiased(sums.withNegatives) * sums.ofNegatives / (negatives * negatives)
            + 2 * unbiased(clusters.size()) * sums.ofBoth / (positives * negatives);
    return Math.max(0, variance);
  }

  private void add(Clusters clusters, int cluster, ScoredRows rows, double[] deviations) {
    double positive = 0;
    double negative = 0;
    int positives = 0;
    int end = clusters.start(cluster + 1);
    for (int at = clusters.start(cluster); at < end; at++) {
      int row = clusters.row(at);
      if (rows.isPositive(row)) {
        positive += deviations[row];
        positives++;
      } else {
        negative += deviations[row];
      }
    }
    withPositives += positives > 0 ? 1 : 0;
    withNegatives += positives < end - clusters.start(cluster) ? 1 : 0;
    ofPositives += positive * positive;
    ofNegatives += negative * negative;
    ofBoth += positive * negative;
  }

  private static double unbiased(int clusters) {
    return clusters / (clusters - 1.0);
  }
}
