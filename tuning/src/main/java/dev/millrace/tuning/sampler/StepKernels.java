package dev.millrace.tuning.sampler;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Kernels over a number with steps: the mass of the cell around a value. Many kernels are equal, so
 * each kind is worked out once for each value.
 *
 * @param kinds of each kernel; the prior's is the last
 * @param examples a kernel of each kind
 * @param known the logarithms of masses by value
 */
record StepKernels(
    TpeDimension dimension,
    NumberKernels normals,
    int[] kinds,
    int[] examples,
    Map<Double, double[]> known)
    implements Kernels {

  static StepKernels of(
      TpeDimension dimension, Observations.Column column, int[] members, int[] positions) {
    NumberKernels normals = NumberKernels.of(dimension, column, members, positions);
    int[] kinds = new int[normals.means().length];
    int[] examples = new int[kinds.length];
    int found = 0;
    for (int kernel : normals.sorted()) {
      int kind = kind(normals, kernel, examples, found);
      examples[kind] = kernel;
      kinds[kernel] = kind;
      found = Math.max(found, kind + 1);
    }
    kinds[members.length] = found;
    examples[found] = members.length;
    return new StepKernels(
        dimension, normals, kinds, Arrays.copyOf(examples, found + 1), new HashMap<>());
  }

  /** Kernels come by their means, so that equal ones are among the last kinds. */
  private static int kind(NumberKernels normals, int kernel, int[] examples, int found) {
    for (int kind = found - 1; kind >= 0; kind--) {
      if (normals.means()[kernel] != normals.means()[examples[kind]]) {
        return found;
      }
      if (normals.sigmas()[kernel] == normals.sigmas()[examples[kind]]) {
        return kind;
      }
    }
    return found;
  }

  @Override
  public double sample(int kernel, SplittableRandom random) {
    return normals.sample(dimension, kernel, random);
  }

  @Override
  public void addLogDensity(double x, double[] sums) {
    double[] masses = known.computeIfAbsent(x, this::logMasses);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += masses[kinds[i]];
    }
  }

  private double[] logMasses(double x) {
    double from = dimension.cellLow(x);
    double to = dimension.cellHigh(x);
    double[] masses = new double[examples.length];
    for (int kind = 0; kind < masses.length; kind++) {
      double mean = normals.means()[examples[kind]];
      double sigma = normals.sigmas()[examples[kind]];
      masses[kind] =
          Gaussian.logBetween((from - mean) / sigma, (to - mean) / sigma)
              - NumberKernels.logMass(dimension, mean, sigma);
    }
    return masses;
  }
}
