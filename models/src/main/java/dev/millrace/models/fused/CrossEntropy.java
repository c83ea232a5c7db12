package dev.millrace.models.fused;

/** Binary cross-entropy of sigmoid units on their sums (logits). */
final class CrossEntropy {
  private CrossEntropy() {}

  /**
   * The loss of a batch and its gradient.
   *
   * @param sums logits, one for each row
   * @param targets in [0, 1]
   * @param weights how much each row counts
   * @param delta out: gradient of the mean loss by the logits
   * @return mean loss over the rows; NaN where a logit is NaN
   */
  static double of(float[] sums, float[] targets, float[] weights, float[] delta) {
    double loss = 0;
    int rows = sums.length;
    for (int row = 0; row < rows; row++) {
      double z = sums[row];
      double exp = Math.exp(-Math.abs(z));
      double probability = (z >= 0 ? 1 : exp) / (1 + exp);
      loss += weights[row] * (Math.max(z, 0) - z * targets[row] + Math.log(1 + exp));
      delta[row] = (float) (weights[row] * (probability - targets[row]) / rows);
    }
    return loss / rows;
  }
}
