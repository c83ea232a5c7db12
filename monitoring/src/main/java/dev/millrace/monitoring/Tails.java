package dev.millrace.monitoring;

/**
 * Tails of distributions that hold where nothing drifted. Good to about ten digits, which is more
 * than any test needs.
 */
final class Tails {
  private static final double ENOUGH = 1e-14;
  private static final double TINY = 1e-300;

  private Tails() {}

  /**
   * The chance that a chi-square variable is at least so large: the regularised incomplete gamma
   * function, by its series or its continued fraction (Lentz 1976), whichever converges quickly.
   *
   * @param degrees of freedom, at least 1
   */
  static double chiSquare(double value, int degrees) {
    double a = degrees / 2.0;
    double x = value / 2;
    if (x <= 0) {
      return 1;
    }
    double front = Math.exp(a * Math.log(x) - x - logGamma(degrees));
    return x < a + 1 ? 1 - front * series(a, x) : front * fraction(a, x);
  }

  private static double series(double a, double x) {
    double term = 1 / a;
    double sum = term;
    for (double n = a + 1; term > sum * ENOUGH; n++) {
      term *= x / n;
      sum += term;
    }
    return sum;
  }

  private static double fraction(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double value = d;
    double factor = 0;
    for (int i = 1; Math.abs(factor - 1) > ENOUGH && i < 10_000; i++) {
      double numerator = -i * (i - a);
      b += 2;
      d = 1 / atLeastTiny(numerator * d + b);
      c = atLeastTiny(b + numerator / c);
      factor = d * c;
      value *= factor;
    }
    return value;
  }

  private static double atLeastTiny(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  /**
   * The chance that a row, which is one of the live rows with a given chance, is one so often or
   * more.
   *
   * @param live how many of the rows are live ones
   * @param reference how many are not
   * @param chance that a row is a live one, in (0, 1)
   */
  static double binomial(long live, long reference, double chance) {
    double ways =
        logGamma(2 * (live + reference + 1))
            - logGamma(2 * (live + 1))
            - logGamma(2 * (reference + 1));
    double term = Math.exp(ways + live * Math.log(chance) + reference * Math.log1p(-chance));
    double sum = term;
    double odds = chance / (1 - chance);
    for (long others = reference; others > 0 && term > sum * ENOUGH; others--) {
      term *= odds * others / (live + reference - others + 1);
      sum += term;
    }
    return Math.min(1, sum);
  }

  /** The logarithm of the gamma function of half a whole number, by Stirling's series. */
  private static double logGamma(long halves) {
    double x = halves / 2.0;
    double shift = 0;
    while (x < 10) {
      shift += Math.log(x);
      x++;
    }
    double square = x * x;
    double series = (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / x;
    return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift;
  }
}
