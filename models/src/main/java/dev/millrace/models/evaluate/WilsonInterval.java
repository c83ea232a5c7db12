package dev.millrace.models.evaluate;

import dev.millrace.models.evaluate.Evaluation.Interval;

/**
 * Score interval of a share (Wilson 1927): stays within [0, 1] and holds up for few rows and rates
 * near the ends.
 */
final class WilsonInterval {
  private WilsonInterval() {}

  /**
   * @param rows at least 1
   * @param confidence in (0, 1)
   */
  static Interval of(long positives, long rows, double confidence) {
    double z = NormalDistribution.halfWidth(confidence);
    double rate = (double) positives / rows;
    double weight = 1 + z * z / rows;
    double centre = (rate + z * z / (2 * rows)) / weight;
    double half = z / weight * Math.sqrt(rate * (1 - rate) / rows + z * z / (4.0 * rows * rows));
    return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
  }
}
