package dev.millrace.serving.experiment;

/**
 * An interval around the mean of values that come one after the other, which holds the average of
 * their expected values at all times at once. After n values x with sum S, for every rate λ of a
 * fixed grid, {@code exp(±λ(S − Σμ) − P(λ))} is a supermartingale that begins at 1, where P sums up
 * the penalties; so is their average, and by Ville's inequality it never exceeds 2/α on either side
 * but with probability α. Keeps a fixed number of sums. Not thread-safe.
 */
final class ConfidenceSequence {
  /** Rates in powers of two: small ones serve many values that scatter, great ones few or calm. */
  private static final int GREATEST = 5;

  private static final int RATES = 16;

  private final double[] penalties = new double[RATES];
  private double sum;
  private long count;

  /** Adds a value, of which nothing but the past may have gone into the choice of penalty. */
  void add(double value, Penalty penalty) {
    for (int k = 0; k < RATES; k++) {
      penalties[k] += penalty.at(rate(k));
    }
    sum += value;
    count++;
  }

  long count() {
    return count;
  }

  double mean() {
    return sum / count;
  }

  /** The mean is this far at most from the truth, at all times with probability 1 − alpha. */
  double radius(double alpha) {
    double goal = Math.log(2 / alpha) + Math.log(RATES);
    double at = Double.POSITIVE_INFINITY;
    for (int k = 0; k < RATES; k++) {
      at = Math.min(at, (goal + penalties[k]) / rate(k));
    }
    return root(at, goal) / count;
  }

  /** Newton's steps: the logarithm of the mixture is convex, and they begin right of its root. */
  private double root(double from, double goal) {
    double at = from;
    for (int step = 0; step < 50; step++) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < RATES; k++) {
        greatest = Math.max(greatest, rate(k) * at - penalties[k]);
      }
      double total = 0;
      double slope = 0;
      for (int k = 0; k < RATES; k++) {
        double weight = Math.exp(rate(k) * at - penalties[k] - greatest);
        total += weight;
        slope += weight * rate(k);
      }
      double excess = greatest + Math.log(total) - goal;
      if (excess < 1e-12) {
        break;
      }
      at -= excess * total / slope;
    }
    return at;
  }

  private static double rate(int k) {
    return Math.scalb(1.0, GREATEST - k);
  }
}
