package dev.millrace.models.evaluate;

/** Mean negative log-likelihood of the labels, natural logarithm. */
public final class LogLoss {
  /**
   * Keeps one confident mistake from making the mean infinite; float probabilities reach 0 and 1.
   */
  private static final double SMALLEST = 1e-7;

  private LogLoss() {}

  /**
   * Of rows one by one.
   *
   * @param probabilities of the positive class; those outside [1e-7, 1 - 1e-7] count as the end
   * @param positive the label of each probability
   * @return from 0; NaN where there is no row or a probability is NaN
   */
  public static double of(double[] probabilities, boolean[] positive) {
    if (probabilities.length != positive.length) {
      throw new IllegalArgumentException(
          probabilities.length
              + " probabilities cannot be paired with "
              + positive.length
              + " labels");
    }
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      sum += ofRow(probabilities[i], positive[i]);
    }
    return sum / probabilities.length;
  }

  /** What one row adds to the sum. */
  static double ofRow(double probability, boolean positive) {
    double ofLabel = positive ? probability : 1 - probability;
    return -Math.log(Math.min(1 - SMALLEST, Math.max(SMALLEST, ofLabel)));
  }

  /** The same of counted rows; NaN where there are none. */
  static double of(Tally tally) {
    Levels levels = tally.levels();
    double sum = 0;
    for (int level = 0; level < tally.size(); level++) {
      sum += tally.positives(level) * levels.loss(level, true);
      sum += tally.negatives(level) * levels.loss(level, false);
    }
    return sum / tally.rows();
  }
}
