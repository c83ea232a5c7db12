package dev.millrace.serving.experiment;

/**
 * What both models said of one row.
 *
 * @param p probability of the champion
 * @param q probability of the challenger
 */
record Pair(double p, double q) {
  static double loss(double probability, int y) {
    return (probability - y) * (probability - y);
  }

  /** The champion's loss minus the challenger's, for the outcome 0 or 1. */
  double difference(int y) {
    return loss(p, y) - loss(q, y);
  }

  /**
   * The guess of the difference is zero: what is expected where the truth lies halfway between
   * both. Rates for which the reach allows it, and promises less, pay by what really came; which
   * ones these are does not depend on the outcome.
   */
  Penalty penalty(int y) {
    double gap = Math.abs(p - q);
    double wide = Math.max(p + q, 2 - p - q);
    double reach = gap * wide;
    double ratio = difference(y) / reach;
    double expected = (p + q) * (2 - p - q) / (wide * wide);
    return rate -> {
      double u = rate * reach;
      double hoeffding = Penalty.hoeffding(rate, 2 * gap);
      double curve = u > 0 && u < 1 ? Penalty.curve(u) : Double.POSITIVE_INFINITY;
      return curve * expected < hoeffding ? curve * ratio * ratio : hoeffding;
    };
  }
}
