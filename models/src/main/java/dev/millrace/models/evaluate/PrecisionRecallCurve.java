package dev.millrace.models.evaluate;

import dev.millrace.models.evaluate.Evaluation.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Recall against precision over falling thresholds; begins at recall 0 with the first precision.
 */
final class PrecisionRecallCurve {
  private PrecisionRecallCurve() {}

  /** A point for each distinct probability, recall never falling. */
  static List<Point> points(Tally tally) {
    List<Point> points = new ArrayList<>(tally.size() + 1);
    long accepted = 0;
    long found = 0;
    for (int level = 0; level < tally.size(); level++) {
      accepted += tally.rows(level);
      found += tally.positives(level);
      double precision = (double) found / accepted;
      if (points.isEmpty()) {
        points.add(new Point(0, precision));
      }
      points.add(new Point((double) found / tally.positives(), precision));
    }
    return points;
  }
}
