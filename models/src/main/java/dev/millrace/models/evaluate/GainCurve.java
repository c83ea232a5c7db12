package dev.millrace.models.evaluate;

import dev.millrace.models.evaluate.Evaluation.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * How many positives are found among the rows of highest probability. Rows of equal probability
 * have no order, so the curve is straight across them: the expectation over a random order.
 */
final class GainCurve {
  private static final int DECILES = 10;

  private GainCurve() {}

  /**
   * Expected number of positives among the first {@code rows} rows; a fraction of a row counts for
   * that fraction.
   */
  static double found(Tally tally, double rows) {
    double left = rows;
    double found = 0;
    for (int level = 0; level < tally.size() && left > 0; level++) {
      int here = tally.rows(level);
      if (here > 0) {
        double taken = Math.min(left, here);
        found += tally.positives(level) * (taken / here);
        left -= taken;
      }
    }
    return found;
  }

  /**
   * How many times denser positives are in the first tenth of the rows than overall: 1 is random,
   * the largest possible is the smaller of 10 and 1 / (share of positives).
   */
  static double liftTopDecile(Tally tally) {
    return DECILES * found(tally, tally.rows() / (double) DECILES) / tally.positives();
  }

  /** The lift within each tenth of the rows, highest probabilities first; their mean is 1. */
  static List<Double> liftByDecile(Tally tally) {
    List<Double> lifts = new ArrayList<>(DECILES);
    double before = 0;
    for (int decile = 1; decile <= DECILES; decile++) {
      double until = found(tally, tally.rows() * (double) decile / DECILES);
      lifts.add(DECILES * (until - before) / tally.positives());
      before = until;
    }
    return lifts;
  }

  /** Share of rows against share of all positives found, from (0, 0) to (1, 1). */
  static List<Point> points(Tally tally) {
    List<Point> points = new ArrayList<>(tally.size() + 1);
    points.add(new Point(0, 0));
    long rows = 0;
    long found = 0;
    for (int level = 0; level < tally.size(); level++) {
      rows += tally.rows(level);
      found += tally.positives(level);
      points.add(new Point((double) rows / tally.rows(), (double) found / tally.positives()));
    }
    return points;
  }
}
