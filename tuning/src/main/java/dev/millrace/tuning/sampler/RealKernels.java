package dev.millrace.tuning.sampler;

import java.util.SplittableRandom;

/**
 * Kernels over a number without steps.
 *
 * @param inverses of the widths
 * @param norms logarithm of what divides each kernel
 */
record RealKernels(TpeDimension dimension, NumberKernels normals, double[] inverses, double[] norms)
    implements Kernels {

  static RealKernels of(
      TpeDimension dimension, Observations.Column column, int[] members, int[] positions) {
    NumberKernels normals = NumberKernels.of(dimension, column, members, positions);
    int kernels = normals.means().length;
    double[] inverses = new double[kernels];
    double[] norms = new double[kernels];
    for (int i = 0; i < kernels; i++) {
      double mean = normals.means()[i];
      double sigma = normals.sigmas()[i];
      inverses[i] = 1 / sigma;
      norms[i] =
          i < members.length
              ? norm(dimension, column, members[i], mean, sigma)
              : norm(dimension, mean, sigma);
    }
    return new RealKernels(dimension, normals, inverses, norms);
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
    return NumberKernels.logMass(dimension, mean, sigma) + Math.log(sigma) + Gaussian.LOG_ROOT_2PI;
  }

  @Override
  public double sample(int kernel, SplittableRandom random) {
    return normals.sample(dimension, kernel, random);
  }

  @Override
  public void addLogDensity(double x, double[] sums) {
    double[] means = normals.means();
    for (int i = 0; i < sums.length; i++) {
      double z = (x - means[i]) * inverses[i];
      sums[i] -= 0.5 * z * z + norms[i];
    }
  }
}
