package dev.millrace.models.evaluate;

import dev.millrace.models.evaluate.EvaluateSpec.DecisionSpec;
import dev.millrace.models.evaluate.Evaluation.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * The money of contacting the rows of highest probability: value of a save for each positive, the
 * cost for each row. Where only some rows of equal probability fit, their expectation counts.
 */
final class Profit {
  private static final double ROUNDING = 1e-9;

  private Profit() {}

  /** Of contacting that many rows. */
  static double ofContacting(Tally tally, long rows, DecisionSpec spec) {
    return spec.valueOfASave() * GainCurve.found(tally, (double) rows) - spec.contactCost() * rows;
  }

  /** Of contacting all rows from the threshold on, highest first, within the capacity. */
  static double at(Tally tally, double threshold, DecisionSpec spec) {
    return ofContacting(tally, contacted(tally, threshold, spec), spec);
  }

  /** How many rows lie from the threshold on and fit into the capacity. */
  static long contacted(Tally tally, double threshold, DecisionSpec spec) {
    long accepted = 0;
    for (int level = 0; level < tally.size() && tally.probability(level) >= threshold; level++) {
      accepted += tally.rows(level);
    }
    return Math.min(accepted, capacity(tally, spec));
  }

  /** The largest whole number of rows within the capacity. */
  static long capacity(Tally tally, DecisionSpec spec) {
    return (long) Math.floor(spec.capacity() * tally.rows() + ROUNDING);
  }

  /** Share of rows contacted against profit, from (0, 0) to everybody, whatever the capacity. */
  static List<Point> points(Tally tally, DecisionSpec spec) {
    List<Point> points = new ArrayList<>(tally.size() + 1);
    points.add(new Point(0, 0));
    long rows = 0;
    double profit = 0;
    for (int level = 0; level < tally.size(); level++) {
      rows += tally.rows(level);
      profit +=
          spec.valueOfASave() * tally.positives(level) - spec.contactCost() * tally.rows(level);
      points.add(new Point((double) rows / tally.rows(), profit));
    }
    return points;
  }
}
