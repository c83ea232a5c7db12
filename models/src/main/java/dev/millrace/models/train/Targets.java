package dev.millrace.models.train;

/**
 * What the loss makes of a label.
 *
 * @param positiveWeight of a positive row; a negative one weighs 1
 * @param smoothing see {@link FitSpec#labelSmoothing()}
 */
record Targets(float positiveWeight, float smoothing) {

  static Targets of(FitSpec fit, long rows, long positives) {
    double weight = fit.classWeights().positiveAmong(rows, positives);
    return new Targets((float) weight, (float) fit.labelSmoothing());
  }

  /** Sets one row of a batch. */
  void set(Batch batch, int row, float label) {
    batch.targets()[row] = label * (1 - smoothing) + smoothing / 2;
    batch.weights()[row] = label > 0 ? positiveWeight : 1;
  }
}
