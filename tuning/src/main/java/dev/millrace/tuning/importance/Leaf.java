package dev.millrace.tuning.importance;

import java.util.Arrays;

/** A box of the unit cube where a tree has one value. */
record Leaf(double[] low, double[] high, double value) {
  static Leaf cube(int dimensions) {
    double[] high = new double[dimensions];
    Arrays.fill(high, 1);
    return new Leaf(new double[dimensions], high, 0);
  }

  double volume() {
    double volume = 1;
    for (int i = 0; i < low.length; i++) {
      volume *= high[i] - low[i];
    }
    return volume;
  }

  Leaf withValue(double other) {
    return new Leaf(low, high, other);
  }

  Leaf below(int dimension, double threshold) {
    double[] end = high.clone();
    end[dimension] = threshold;
    return new Leaf(low, end, value);
  }

  Leaf above(int dimension, double threshold) {
    double[] start = low.clone();
    start[dimension] = threshold;
    return new Leaf(start, high, value);
  }
}
