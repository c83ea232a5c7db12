package dev.millrace.tuning.sampler;

import java.util.SplittableRandom;

/**
 * Normal kernels cut off at the ends of the range. The width of one is the larger distance to its
 * neighbours, the prior not among them.
 *
 * @param means on the estimator's scale, by trial number; the prior's, the middle, last
 * @param norms logarithm of what divides a kernel: its width, its mass inside the range and,
 *     without steps, the root of 2 pi
 */
record NumberKernels(TpeDimension dimension, double[] means, double[] sigmas, double[] norms)
    implements Kernels {
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
    double[] sigmas = sigmas(dimension, column, means, positions);
    double[] norms = new double[prior + 1];
    for (int i = 0; i < prior; i++) {
      norms[i] = norm(dimension, column, members[i], means[i], sigmas[i]);
    }
    norms[prior] = norm(dimension, means[prior], sigmas[prior]);
    return new NumberKernels(dimension, means, sigmas, norms);
  }

  private static double[] sigmas(
      TpeDimension dimension, Observations.Column column, double[] means, int[] positions) {
    int count = means.length - 1;
    int[] sorted = sorted(column, positions, count);
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

  private static double norm(
      TpeDimension dimension, Observations.Column column, int number, double mean, double sigma) {
    double kept = column.norm(number, sigma);
    if (!Double.isNaN(kept)) {
      return kept;
    }
    double norm = norm(dimension, mean, sigma);
    column.keep(number, sigma, norm);
    return norm;
  }

  private static double norm(TpeDimension dimension, double mean, double sigma) {
    double mass =
        Gaussian.logBetween((dimension.low() - mean) / sigma, (dimension.high() - mean) / sigma);
    return dimension.step() > 0 ? mass : mass + Math.log(sigma) + Gaussian.LOG_ROOT_2PI;
  }

  @Override
  public double sample(int kernel, SplittableRandom random) {
    double drawn =
        TruncatedNormal.quantile(
            random.nextDouble(), means[kernel], sigmas[kernel], dimension.low(), dimension.high());
    return dimension.scaled(dimension.value(drawn));
  }

  @Override
  public void addLogDensity(double x, double[] sums) {
    if (dimension.step() > 0) {
      addLogMass(dimension.cellLow(x), dimension.cellHigh(x), sums);
      return;
    }
    for (int i = 0; i < means.length; i++) {
      double z = (x - means[i]) / sigmas[i];
      sums[i] -= 0.5 * z * z + norms[i];
    }
  }

  /** Equal kernels are often neighbours; then the last mass is used again. */
  private void addLogMass(double from, double to, double[] sums) {
    double mean = Double.NaN;
    double sigma = Double.NaN;
    double mass = 0;
    for (int i = 0; i < means.length; i++) {
      if (means[i] != mean || sigmas[i] != sigma) {
        mean = means[i];
        sigma = sigmas[i];
        mass = Gaussian.logBetween((from - mean) / sigma, (to - mean) / sigma);
      }
      sums[i] += mass - norms[i];
    }
  }
}
