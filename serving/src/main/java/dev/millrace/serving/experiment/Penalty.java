package dev.millrace.serving.experiment;

/**
 * What a value x with expected value μ costs at rate λ, so that {@code E exp(±λ(x − μ) −
 * penalty(λ)) ≤ 1}.
 */
@FunctionalInterface
interface Penalty {
  /** Below it four terms of the series are as good as the function. */
  double SMALL = 1e-3;

  double at(double rate);

  /**
   * Of a value in an interval of that width, by Hoeffding's lemma.
   *
   * @param width known before the value is
   */
  static double hoeffding(double rate, double width) {
    return rate * rate * width * width / 8;
  }

  /**
   * Of a value that was guessed, by the inequality of Fan, Grama and Liu (2015): for ξ ≥ −1 and u
   * in [0, 1), {@code exp(uξ + ξ²(log(1 − u) + u)) ≤ 1 + uξ}, here with u = λr and ξ = ±(x −
   * guess)/r.
   *
   * @param reach r: the value is no farther than this from the guess; known before the value is
   * @param deviation x − guess
   */
  static double bernstein(double rate, double reach, double deviation) {
    double ratio = deviation / reach;
    return curve(rate * reach) * ratio * ratio;
  }

  /** −log(1 − u) − u; where that would lose digits, the beginning of its series. */
  static double curve(double u) {
    return u < SMALL
        ? u * u * (1.0 / 2 + u * (1.0 / 3 + u * (1.0 / 4 + u / 5)))
        : -Math.log(1 - u) - u;
  }
}
