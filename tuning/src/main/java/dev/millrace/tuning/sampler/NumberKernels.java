package dev.millrace.tuning.sampler;

import java.util.SplittableRandom;

/**
 * Normal kernels cut off at the ends of the range, as far as all numbers have them in common. The
 * width of one is the larger distance to its neighbours, the prior not among them.
 *
 * @param means on the estimator's scale, by trial number; the prior's, the middle, last
 * @param sorted positions of the observations by mean
 */
record NumberKernels(double[] means, double[] sigmas, int[] sorted) {
  private static final double NARROWEST = 100;

  /**
   * @param positions of the members by trial number, -1 for others and left out after the last
   */
  static NumberKernels of(
      TpeDimension dimension, Observations.Column column, int[] members, int[] positions) {
    int prior = members.length;
    double[] means = new double[prior + 1];
    for (int i = 0; i < prior; i++) {
      means[i] = column.value(members[i]);
    }
    means[prior] = 0.5 * (dimension.low() + dimension.high());
    int[] sorted = sorted(column, positions, prior);
    return new NumberKernels(means, sigmas(dimension, means, sorted), sorted);
  }

  private static double[] sigmas(TpeDimension dimension, double[] means, int[] sorted) {
    int count = sorted.length;
    double range = dimension.high() - dimension.low();
    double least = range / Math.min(NARROWEST, 1.0 + means.length);
    double[] sigmas = new double[means.length];
    for (int i = 0; i < count; i++) {
      double left = means[sorted[i]] - (i == 0 ? dimension.low() : means[sorted[i - 1]]);
      double right = (i + 1 == count ? dimension.high() : means[sorted[i + 1]]) - means[sorted[i]];
      double gap = Math.max(left, right);
      if (count > 1 && (i == 0 || i + 1 == count)) {
        gap = i == 0 ? right : left;
      }
      sigmas[sorted[i]] = Math.max(least, Math.min(range, gap));
    }
    sigmas[count] = range;
    return sigmas;
  }

  private static int[] sorted(Observations.Column column, int[] positions, int count) {
    int[] sorted = new int[count];
    int filled = 0;
    for (int i = 0; i < column.size(); i++) {
      int number = column.order()[i];
      int position = number < positions.length ? positions[number] : -1;
      if (position >= 0) {
        sorted[filled++] = position;
      }
    }
    return sorted;
  }

  /** A draw from a kernel, on the estimator's scale, as near to a value as can be. */
  double sample(TpeDimension dimension, int kernel, SplittableRandom random) {
    double drawn =
        TruncatedNormal.quantile(
            random.nextDouble(), means[kernel], sigmas[kernel], dimension.low(), dimension.high());
    return dimension.scaled(dimension.value(drawn));
  }

  /** Logarithm of the share of a normal distribution that is inside the range. */
  static double logMass(TpeDimension dimension, double mean, double sigma) {
    return Gaussian.logBetween((dimension.low() - mean) / sigma, (dimension.high() - mean) / sigma);
  }
}
