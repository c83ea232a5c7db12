package dev.millrace.models.evaluate;

import dev.millrace.models.evaluate.Evaluation.Point;
import java.util.ArrayList;
import java.util.List;

/** False positive rate against true positive rate over falling thresholds, (0, 0) to (1, 1). */
final class RocCurve {
  private RocCurve() {}

  /** A point for each distinct probability; its area by trapezoids is {@link RocAuc}. */
  static List<Point> points(Tally tally) {
    List<Point> points = new ArrayList<>(tally.size() + 1);
    points.add(new Point(0, 0));
    long wrong = 0;
    long right = 0;
    for (int level = 0; level < tally.size(); level++) {
      wrong += tally.negatives(level);
      right += tally.positives(level);
      points.add(new Point((double) wrong / tally.negatives(), (double) right / tally.positives()));
    }
    return points;
  }
}
