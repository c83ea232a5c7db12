package dev.millrace.contract.encode;

/**
 * Median/IQR scaling with a smooth clip to (-3, 3): {@code v / sqrt(1 + (v/3)^2)} for {@code v = (x
 * - median) / IQR}; where the IQR is 0, {@code 2 (x - median) / (max - min)}; a constant column
 * becomes 0 (Holzmüller et al. 2024, RealMLP).
 */
final class RobustScale {
  private static final double LIMIT = 3;

  /** Beyond this the square would lose or overflow, and the clip is exact to a float. */
  private static final double FAR = 1e8;

  private RobustScale() {}

  /** What to multiply by; 0 for a constant column. */
  static double factor(ColumnStatistics.Numbers numbers) {
    double byIqr = 1 / (numbers.quantile(3, 4) - numbers.quantile(1, 4));
    if (Double.isFinite(byIqr)) {
      return byIqr;
    }
    double byRange = 2 / (numbers.quantile(1, 1) - numbers.quantile(0, 1));
    return Double.isFinite(byRange) ? byRange : 0;
  }

  static double apply(double value, double median, double factor) {
    if (factor == 0) {
      return 0;
    }
    double v = (value - median) * factor;
    double third = v / LIMIT;
    return Math.abs(third) > FAR ? Math.copySign(LIMIT, v) : v / Math.sqrt(1 + third * third);
  }
}
