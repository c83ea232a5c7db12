package dev.millrace.tuning.sampler;

/**
 * The standard normal distribution in logarithms, good to about 1e-15 however far out. The error
 * function is W. J. Cody's rational approximation (Mathematics of Computation 23, 1969).
 */
final class Gaussian {
  /** Logarithm of the root of 2 pi. */
  static final double LOG_ROOT_2PI = 0.5 * Math.log(2 * Math.PI);

  private static final double ROOT_2 = Math.sqrt(2);
  private static final double ONE_OVER_ROOT_PI = 0.56418958354775628695;
  private static final double NEAR = 0.46875;
  private static final double FAR = 4;
  private static final double CLOSE_TO_ONE = -1e-2;
  private static final double TAIL = -5;
  private static final double LOGISTIC = Math.sqrt(3) / Math.PI;
  private static final int MOST_STEPS = 100;
  private static final double PRECISION = 1e-8;

  private static final double[] NEAR_TOP = {
    1.85777706184603153e-1,
    3.16112374387056560e00,
    1.13864154151050156e02,
    3.77485237685302021e02,
    3.20937758913846947e03
  };
  private static final double[] NEAR_BOTTOM = {
    1,
    2.36012909523441209e01,
    2.44024637934444173e02,
    1.28261652607737228e03,
    2.84423683343917062e03
  };
  private static final double[] MIDDLE_TOP = {
    2.15311535474403846e-8,
    5.64188496988670089e-1,
    8.88314979438837594e00,
    6.61191906371416295e01,
    2.98635138197400131e02,
    8.81952221241769090e02,
    1.71204761263407058e03,
    2.05107837782607147e03,
    1.23033935479799725e03
  };
  private static final double[] MIDDLE_BOTTOM = {
    1,
    1.57449261107098347e01,
    1.17693950891312499e02,
    5.37181101862009858e02,
    1.62138957456669019e03,
    3.29079923573345963e03,
    4.36261909014324716e03,
    3.43936767414372164e03,
    1.23033935480374942e03
  };
  private static final double[] FAR_TOP = {
    1.63153871373020978e-2,
    3.05326634961232344e-1,
    3.60344899949804439e-1,
    1.25781726111229246e-1,
    1.60837851487422766e-2,
    6.58749161529837803e-4
  };
  private static final double[] FAR_BOTTOM = {
    1,
    2.56852019228982242e00,
    1.87295284992346725e00,
    5.27905102951428412e-1,
    6.05183413124413191e-2,
    2.33520497626869185e-3
  };

  private Gaussian() {}

  /** Logarithm of the density. */
  static double logDensity(double x) {
    return -x * x / 2 - LOG_ROOT_2PI;
  }

  /** Probability below x. */
  static double below(double x) {
    double y = Math.abs(x) / ROOT_2;
    if (y <= NEAR) {
      return 0.5 + 0.5 * Math.copySign(erf(y), x);
    }
    double tail = 0.5 * scaledTail(y) * Math.exp(-x * x / 2);
    return x < 0 ? tail : 1 - tail;
  }

  /** Logarithm of the probability below x. */
  static double logBelow(double x) {
    double y = -x / ROOT_2;
    return y > NEAR ? Math.log(0.5 * scaledTail(y)) - x * x / 2 : Math.log1p(-below(-x));
  }

  /** Logarithm of the probability between two numbers; minus infinity where there is nothing. */
  static double logBetween(double low, double high) {
    if (high <= 0) {
      double upper = logBelow(high);
      return upper + Math.log1p(-Math.exp(logBelow(low) - upper));
    }
    return low > 0 ? logBetween(-high, -low) : Math.log1p(-below(low) - below(-high));
  }

  /** The x with that {@link #logBelow}, by Newton's method. */
  static double atLogBelow(double log) {
    boolean flipped = log > CLOSE_TO_ONE;
    double target = flipped ? Math.log(-Math.expm1(log)) : log;
    double x =
        target < TAIL
            ? -Math.sqrt(-2 * (target + LOG_ROOT_2PI))
            : -LOGISTIC * Math.log(Math.expm1(-target));
    for (int step = 0; step < MOST_STEPS; step++) {
      double current = logBelow(x);
      double change = (current - target) * Math.exp(current - logDensity(x));
      x -= change;
      if (Math.abs(change) <= PRECISION * Math.abs(x)) {
        break;
      }
    }
    return flipped ? -x : x;
  }

  private static double erf(double x) {
    return x * ratio(NEAR_TOP, NEAR_BOTTOM, x * x);
  }

  /** {@code exp(x²) erfc(x)} for x above {@link #NEAR}. */
  private static double scaledTail(double x) {
    if (x <= FAR) {
      return ratio(MIDDLE_TOP, MIDDLE_BOTTOM, x);
    }
    double inverse = 1 / (x * x);
    return (ONE_OVER_ROOT_PI - inverse * ratio(FAR_TOP, FAR_BOTTOM, inverse)) / x;
  }

  /** Of two polynomials, the highest power first. */
  private static double ratio(double[] top, double[] bottom, double x) {
    double numerator = top[0];
    double denominator = bottom[0];
    for (int i = 1; i < top.length; i++) {
      numerator = numerator * x + top[i];
      denominator = denominator * x + bottom[i];
    }
    return numerator / denominator;
  }
}
