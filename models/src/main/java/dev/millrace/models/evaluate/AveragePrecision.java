package dev.millrace.models.evaluate;

/**
 * Area under the precision-recall curve as average precision: the sum over falling thresholds of
 * (gain in recall) times precision, rows of equal probability entering together. No interpolation,
 * which would be too kind (Davis and Goadrich 2006); scikit-learn's {@code
 * average_precision_score}.
 *
 * <p>In [0, 1]; a random order gives about the share of positives.
 */
final class AveragePrecision {
  private AveragePrecision() {}

  /** NaN where there is no positive row. */
  static double of(Tally tally) {
    double sum = 0;
    long accepted = 0;
    long found = 0;
    for (int level = 0; level < tally.size(); level++) {
      int positives = tally.positives(level);
      accepted += tally.rows(level);
      found += positives;
      if (positives > 0) {
        sum += positives * ((double) found / accepted);
      }
    }
    return sum / tally.positives();
  }
}
