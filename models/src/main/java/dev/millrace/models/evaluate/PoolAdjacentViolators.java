package dev.millrace.models.evaluate;

/** Least-squares fit that never falls (Ayer et al. 1955), in linear time. */
final class PoolAdjacentViolators {
  private PoolAdjacentViolators() {}

  /**
   * Fits.
   *
   * @param values in order
   * @param weights greater than 0
   * @return the non-decreasing sequence nearest to the values by weighted squares; runs of equal
   *     values are the pooled blocks
   */
  static double[] fit(double[] values, double[] weights) {
    int n = values.length;
    double[] mean = new double[n];
    double[] weight = new double[n];
    int[] end = new int[n];
    int blocks = 0;
    for (int i = 0; i < n; i++) {
      mean[blocks] = values[i];
      weight[blocks] = weights[i];
      end[blocks++] = i + 1;
      while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
        blocks--;
        double total = weight[blocks - 1] + weight[blocks];
        mean[blocks - 1] += (mean[blocks] - mean[blocks - 1]) * (weight[blocks] / total);
        weight[blocks - 1] = total;
        end[blocks - 1] = end[blocks];
      }
    }
    return spread(mean, end, blocks, n);
  }

  private static double[] spread(double[] mean, int[] end, int blocks, int n) {
    double[] fitted = new double[n];
    int at = 0;
    for (int block = 0; block < blocks; block++) {
      while (at < end[block]) {
        fitted[at++] = mean[block];
      }
    }
    return fitted;
  }
}
