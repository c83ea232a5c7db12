package dev.millrace.contract.encode;

import java.util.Arrays;

/** Where a value lies among ascending, distinct points. */
final class PiecewiseLinear {
  private PiecewiseLinear() {}

  /**
   * The value of the broken line through {@code (x[i], y[i])}, constant beyond its ends.
   *
   * @param x ascending and distinct, at least one
   */
  static double interpolate(double[] x, double[] y, double value) {
    int found = Arrays.binarySearch(x, withoutSign(value));
    if (found >= 0) {
      return y[found];
    }
    int next = -found - 1;
    if (next == 0) {
      return y[0];
    }
    if (next == x.length) {
      return y[next - 1];
    }
    double share = share(x[next - 1], x[next], value);
    return y[next - 1] + share * (y[next] - y[next - 1]);
  }

  /** How far {@code value} is on its way from one point to a larger one, 0 to 1. */
  static double share(double from, double to, double value) {
    // halves, so that a distance beyond the largest double does not overflow
    double share = (value / 2 - from / 2) / (to / 2 - from / 2);
    return Math.max(0, Math.min(1, share));
  }

  /** The sorted values without repetitions; the two zeros are one. */
  static double[] distinct(double[] sorted) {
    return Arrays.stream(sorted).map(PiecewiseLinear::withoutSign).distinct().toArray();
  }

  /** Java sorts and searches -0.0 as less than 0.0. */
  private static double withoutSign(double value) {
    return value == 0 ? 0 : value;
  }
}
