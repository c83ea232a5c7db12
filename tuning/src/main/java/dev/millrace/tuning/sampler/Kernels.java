package dev.millrace.tuning.sampler;

import java.util.SplittableRandom;

/** One dimension of a mixture: a kernel for each observation and, last, the prior. */
interface Kernels {

  /** A value from one of them, on the estimator's scale. */
  double sample(int kernel, SplittableRandom random);

  /** Adds the logarithm of each kernel's density (mass, where there are steps) at x. */
  void addLogDensity(double x, double[] sums);

  static Kernels of(Observations all, int dimension, int[] members, int[] positions) {
    TpeDimension of = all.dimensions().get(dimension);
    Observations.Column column = all.column(dimension);
    if (of.choices() > 0) {
      return ChoiceKernels.of(of.choices(), column, members);
    }
    return of.step() > 0
        ? StepKernels.of(of, column, members, positions)
        : RealKernels.of(of, column, members, positions);
  }
}
