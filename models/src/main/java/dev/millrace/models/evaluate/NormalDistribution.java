package dev.millrace.models.evaluate;

/** The standard normal distribution, to about 14 digits, far into the tail. */
final class NormalDistribution {
  private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

  /** From here on the continued fraction converges faster than the series. */
  private static final double TAIL_START = 3;

  private static final int FRACTION_TERMS = 200;
  private static final int BISECTIONS = 100;
  private static final double FARTHEST = 40;

  private NormalDistribution() {}

  /** The chance of a value above {@code z}. */
  static double upperTail(double z) {
    if (z < 0) {
      return 1 - upperTail(-z);
    }
    double density = DENSITY_AT_ZERO * Math.exp(-z * z / 2);
    return z < TAIL_START ? 0.5 - density * series(z) : density / fraction(z);
  }

  /** The chance of a value at least as far from zero as {@code z}. */
  static double twoSided(double z) {
    return Math.min(1, 2 * upperTail(Math.abs(z)));
  }

  /** Half the width, in standard deviations, of the middle that holds this share; in (0, 1). */
  static double halfWidth(double share) {
    double low = 0;
    double high = FARTHEST;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (twoSided(middle) > 1 - share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** z + z^3/3 + z^5/(3*5) + …; times the density it is the chance of [0, z] (Marsaglia 2004). */
  private static double series(double z) {
    double term = z;
    double sum = z;
    for (int odd = 3; term > sum * Math.ulp(1.0); odd += 2) {
      term *= z * z / odd;
      sum += term;
    }
    return sum;
  }

  /** Laplace's continued fraction z + 1/(z + 2/(z + 3/…)). */
  private static double fraction(double z) {
    double value = z;
    for (int i = FRACTION_TERMS; i > 0; i--) {
      value = z + i / value;
    }
    return value;
  }
}
