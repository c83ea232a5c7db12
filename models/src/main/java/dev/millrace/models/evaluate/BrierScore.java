package dev.millrace.models.evaluate;

/** Mean squared difference between probability and label (Brier 1950). In [0, 1], 0 is perfect. */
final class BrierScore {
  private BrierScore() {}

  /** NaN where there is no row. */
  static double of(Tally tally) {
    double sum = 0;
    for (int level = 0; level < tally.size(); level++) {
      double p = tally.probability(level);
      sum += tally.positives(level) * (1 - p) * (1 - p) + tally.negatives(level) * p * p;
    }
    return sum / tally.rows();
  }
}
