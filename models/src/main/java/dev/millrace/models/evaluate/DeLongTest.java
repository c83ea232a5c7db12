package dev.millrace.models.evaluate;

import java.util.Arrays;

/**
 * Tests whether two models differ in ROC-AUC on the same rows (DeLong et al. 1988), from mid-ranks
 * in O(n log n) (Sun and Xu 2014). Where keys come back, rows of one key count as one sample of
 * several rows (Obuchowski 1997).
 *
 * @param difference ROC-AUC of the first model minus that of the second
 * @param standardError of the difference; 0 where both rank all rows alike
 * @param pValue two-sided; 1 where a class has rows of fewer than two keys, since nothing can be
 *     said then
 */
record DeLongTest(double difference, double standardError, double pValue) {

  /**
   * @param a one model's scores
   * @param b the other's, of the same rows in the same order
   */
  static DeLongTest of(ScoredRows a, ScoredRows b) {
    Placements first = Placements.of(a);
    Placements second = Placements.of(b);
    double difference = first.auc() - second.auc();
    if (first.ofPositives.length < 2 || first.ofNegatives.length < 2) {
      return new DeLongTest(difference, Double.NaN, 1);
    }
    Clusters clusters = Clusters.of(a);
    double variance =
        clusters == null
            ? variance(first, second)
            : ClusteredVariance.of(clusters, a, deviations(a, first, second, difference));
    if (Double.isNaN(variance)) {
      return new DeLongTest(difference, Double.NaN, 1);
    }
    double error = Math.sqrt(variance);
    return new DeLongTest(difference, error, pValue(difference, error));
  }

  private static double variance(Placements first, Placements second) {
    return varianceOfDifference(first.ofPositives, second.ofPositives) / first.ofPositives.length
        + varianceOfDifference(first.ofNegatives, second.ofNegatives) / first.ofNegatives.length;
  }

  /** By how much each row's difference of placements deviates from the mean of its class. */
  private static double[] deviations(
      ScoredRows rows, Placements first, Placements second, double difference) {
    double[] deviations = new double[rows.size()];
    int positive = 0;
    int negative = 0;
    for (int row = 0; row < deviations.length; row++) {
      if (rows.isPositive(row)) {
        deviations[row] = first.ofPositives[positive] - second.ofPositives[positive];
        positive++;
      } else {
        deviations[row] = first.ofNegatives[negative] - second.ofNegatives[negative];
        negative++;
      }
      deviations[row] -= difference;
    }
    return deviations;
  }

  private static double pValue(double difference, double error) {
    if (error == 0) {
      return difference == 0 ? 1 : 0;
    }
    return NormalDistribution.twoSided(difference / error);
  }

  private static double varianceOfDifference(double[] a, double[] b) {
    double mean = 0;
    for (int i = 0; i < a.length; i++) {
      mean += (a[i] - b[i]) / a.length;
    }
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      double deviation = a[i] - b[i] - mean;
      squares += deviation * deviation;
    }
    return squares / (a.length - 1);
  }

  /**
   * For each row the share of the other class that it is ordered rightly against; ties count half.
   */
  private record Placements(double[] ofPositives, double[] ofNegatives) {

    static Placements of(ScoredRows rows) {
      double[] positives = scoresOf(rows, true);
      double[] negatives = scoresOf(rows, false);
      double[] sortedPositives = sorted(positives);
      double[] sortedNegatives = sorted(negatives);
      for (int i = 0; i < positives.length; i++) {
        positives[i] = shareBelow(sortedNegatives, positives[i]);
      }
      for (int i = 0; i < negatives.length; i++) {
        negatives[i] = 1 - shareBelow(sortedPositives, negatives[i]);
      }
      return new Placements(positives, negatives);
    }

    double auc() {
      return Arrays.stream(ofPositives).average().orElse(Double.NaN);
    }

    private static double[] scoresOf(ScoredRows rows, boolean positive) {
      double[] scores = new double[rows.size()];
      int size = 0;
      for (int row = 0; row < rows.size(); row++) {
        if (rows.isPositive(row) == positive) {
          scores[size++] = rows.probability(row);
        }
      }
      return Arrays.copyOf(scores, size);
    }

    private static double[] sorted(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      return sorted;
    }

    private static double shareBelow(double[] sorted, double value) {
      int below = firstAtLeast(sorted, value);
      int notAbove = firstAtLeast(sorted, Math.nextUp(value));
      return (below + notAbove) / 2.0 / sorted.length;
    }

    private static int firstAtLeast(double[] sorted, double value) {
      int low = 0;
      int high = sorted.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sorted[middle] < value) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }
}
