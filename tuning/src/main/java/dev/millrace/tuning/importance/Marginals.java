package dev.millrace.tuning.importance;

import java.util.Arrays;
import java.util.List;

/** What a tree is on average over the cube, with one coordinate fixed or none. */
final class Marginals {
  private final List<Leaf> leaves;
  private final double mean;

  Marginals(List<Leaf> leaves) {
    this.leaves = leaves;
    this.mean = leaves.stream().mapToDouble(leaf -> leaf.volume() * leaf.value()).sum();
  }

  /** Over the whole cube. */
  double variance() {
    return leaves.stream().mapToDouble(leaf -> leaf.volume() * square(leaf.value() - mean)).sum();
  }

  /** Of the average over all other coordinates. */
  double variance(int dimension) {
    double[] ends =
        leaves.stream()
            .flatMapToDouble(leaf -> Arrays.stream(ends(leaf, dimension)))
            .sorted()
            .distinct()
            .toArray();
    double[] changes = new double[ends.length];
    for (Leaf leaf : leaves) {
      double width = leaf.high()[dimension] - leaf.low()[dimension];
      double part = leaf.volume() / width * (leaf.value() - mean);
      changes[Arrays.binarySearch(ends, leaf.low()[dimension])] += part;
      changes[Arrays.binarySearch(ends, leaf.high()[dimension])] -= part;
    }
    double average = 0;
    double variance = 0;
    for (int i = 0; i + 1 < ends.length; i++) {
      average += changes[i];
      variance += square(average) * (ends[i + 1] - ends[i]);
    }
    return variance;
  }

  private static double[] ends(Leaf leaf, int dimension) {
    return new double[] {leaf.low()[dimension], leaf.high()[dimension]};
  }

  private static double square(double x) {
    return x * x;
  }
}
