package dev.millrace.tuning.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A regression tree (CART) grown until its leaves hold equal values or equal points. */
final class RegressionTree {
  private final double[][] points;
  private final double[] values;
  private final List<Leaf> leaves = new ArrayList<>();

  private RegressionTree(double[][] points, double[] values) {
    this.points = points;
    this.values = values;
  }

  /**
   * Its leaves, which fill the cube.
   *
   * @param rows to grow it on; one may be there several times
   */
  static List<Leaf> leaves(double[][] points, double[] values, int[] rows) {
    RegressionTree tree = new RegressionTree(points, values);
    tree.grow(rows, Leaf.cube(points[0].length));
    return tree.leaves;
  }

  /** Where to divide: rows below the threshold go left. */
  private record Split(int dimension, double threshold, double gain) {
    static final Split NONE = new Split(-1, Double.NaN, 0);
  }

  private void grow(int[] rows, Leaf box) {
    Split split = bestSplit(rows, box.low().length);
    if (split.dimension() < 0) {
      leaves.add(
          box.withValue(Arrays.stream(rows).mapToDouble(i -> values[i]).average().orElse(0)));
      return;
    }
    int dimension = split.dimension();
    double threshold = split.threshold();
    grow(
        Arrays.stream(rows).filter(i -> points[i][dimension] < threshold).toArray(),
        box.below(dimension, threshold));
    grow(
        Arrays.stream(rows).filter(i -> points[i][dimension] >= threshold).toArray(),
        box.above(dimension, threshold));
  }

  private Split bestSplit(int[] rows, int dimensions) {
    Split best = Split.NONE;
    for (int dimension = 0; dimension < dimensions; dimension++) {
      best = better(best, rows, dimension);
    }
    return best;
  }

  /** The gain is how much the sum of squares falls. */
  private Split better(Split best, int[] rows, int dimension) {
    int[] sorted = sorted(rows, dimension);
    double total = Arrays.stream(rows).mapToDouble(i -> values[i]).sum();
    double whole = total * total / rows.length;
    double left = 0;
    Split found = best;
    for (int i = 1; i < sorted.length; i++) {
      left += values[sorted[i - 1]];
      double before = points[sorted[i - 1]][dimension];
      double after = points[sorted[i]][dimension];
      double gain = left * left / i + (total - left) * (total - left) / (sorted.length - i) - whole;
      if (before < after && gain > found.gain() + Math.ulp(whole)) {
        found = new Split(dimension, middle(before, after), gain);
      }
    }
    return found;
  }

  private static double middle(double before, double after) {
    double middle = before + (after - before) / 2;
    return middle > before ? middle : after;
  }

  private int[] sorted(int[] rows, int dimension) {
    return Arrays.stream(rows)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> points[i][dimension]))
        .mapToInt(i -> i)
        .toArray();
  }
}
