package dev.millrace.tuning.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A density over some dimensions: a mixture of products of kernels, one component for each
 * observation and one for the prior, which is as wide as the space. Older observations weigh less.
 */
final class ParzenEstimator {
  private static final int EQUAL = 25;
  private static final double NEGLIGIBLE = -45;

  private final List<Kernels> kernels = new ArrayList<>();
  private final double[] weights;
  private final double[] logWeights;

  /**
   * @param dimensions which of all
   * @param members the trials, by number; each has all of the dimensions
   */
  ParzenEstimator(Observations all, int[] dimensions, int[] members) {
    int[] positions = positions(members);
    for (int dimension : dimensions) {
      kernels.add(Kernels.of(all, dimension, members, positions));
    }
    weights = weights(members.length);
    logWeights = Arrays.stream(weights).map(Math::log).toArray();
  }

  private static int[] positions(int[] members) {
    int[] positions = new int[members.length == 0 ? 0 : members[members.length - 1] + 1];
    Arrays.fill(positions, -1);
    for (int i = 0; i < members.length; i++) {
      positions[members[i]] = i;
    }
    return positions;
  }

  /** The 25 youngest count as much as the prior, older ones less and less; they sum to 1. */
  static double[] weights(int observations) {
    double[] weights = new double[observations + 1];
    Arrays.fill(weights, 1);
    int ramp = observations - EQUAL;
    for (int i = 0; i < ramp; i++) {
      double first = 1.0 / observations;
      weights[i] = ramp == 1 ? first : first + (1 - first) * i / (ramp - 1);
    }
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  /** A point, on the estimator's scale. */
  double[] sample(SplittableRandom random) {
    int component = component(random.nextDouble());
    double[] point = new double[kernels.size()];
    for (int i = 0; i < point.length; i++) {
      point[i] = kernels.get(i).sample(component, random);
    }
    return point;
  }

  private int component(double share) {
    double left = share;
    for (int i = 0; i < weights.length - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }

  /** Logarithm of the density at a point on the estimator's scale. */
  double logDensity(double[] point) {
    double[] sums = logWeights.clone();
    for (int i = 0; i < point.length; i++) {
      kernels.get(i).addLogDensity(point[i], sums);
    }
    return logSum(sums);
  }

  private static double logSum(double[] logs) {
    double most = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      most = Math.max(most, log);
    }
    double sum = 0;
    for (double log : logs) {
      sum += log - most > NEGLIGIBLE ? Math.exp(log - most) : 0;
    }
    return most + Math.log(sum);
  }
}
