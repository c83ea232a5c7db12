package dev.millrace.tuning.sampler;

import java.util.SplittableRandom;

/**
 * Kernels over choices: each has the prior's share spread over all choices and 1 on its own.
 *
 * @param observed choice of each kernel; -1 for the prior
 */
record ChoiceKernels(int choices, int[] observed) implements Kernels {

  static ChoiceKernels of(int choices, Observations.Column column, int[] members) {
    int[] observed = new int[members.length + 1];
    for (int i = 0; i < members.length; i++) {
      observed[i] = (int) column.value(members[i]);
    }
    observed[members.length] = -1;
    return new ChoiceKernels(choices, observed);
  }

  /** The prior counts as one observation, spread over the choices and the kernels. */
  private double other() {
    double kernels = observed.length;
    return 1 / kernels / (1 + choices / kernels);
  }

  private double own() {
    double kernels = observed.length;
    return (1 + 1 / kernels) / (1 + choices / kernels);
  }

  @Override
  public double sample(int kernel, SplittableRandom random) {
    double left = random.nextDouble();
    for (int choice = 0; choice < choices - 1; choice++) {
      left -= probability(kernel, choice);
      if (left < 0) {
        return choice;
      }
    }
    return choices - 1;
  }

  private double probability(int kernel, int choice) {
    if (observed[kernel] < 0) {
      return 1.0 / choices;
    }
    return observed[kernel] == choice ? own() : other();
  }

  @Override
  public void addLogDensity(double x, double[] sums) {
    double own = Math.log(own());
    double other = Math.log(other());
    for (int i = 0; i < observed.length - 1; i++) {
      sums[i] += observed[i] == (int) x ? own : other;
    }
    sums[observed.length - 1] -= Math.log(choices);
  }
}
