package dev.millrace.tuning.sampler;

/** A normal distribution cut off on both sides. */
final class TruncatedNormal {
  private TruncatedNormal() {}

  /**
   * The value with that share of the distribution below it; inside the ends.
   *
   * @param share in [0, 1]
   */
  static double quantile(double share, double mean, double sigma, double low, double high) {
    double from = (low - mean) / sigma;
    double to = (high - mean) / sigma;
    double value = mean + sigma * standard(share, from, to);
    return Math.max(low, Math.min(high, value));
  }

  /** Worked out on the side where logarithms are good. */
  private static double standard(double share, double from, double to) {
    if (share <= 0) {
      return from;
    }
    if (share >= 1) {
      return to;
    }
    double mass = Gaussian.logBetween(from, to);
    return from < 0
        ? Gaussian.atLogBelow(logSum(Gaussian.logBelow(from), Math.log(share) + mass))
        : -Gaussian.atLogBelow(logSum(Gaussian.logBelow(-to), Math.log1p(-share) + mass));
  }

  private static double logSum(double one, double other) {
    double larger = Math.max(one, other);
    return larger + Math.log1p(Math.exp(Math.min(one, other) - larger));
  }
}
