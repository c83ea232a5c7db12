package dev.millrace.models.train;

/**
 * One mini-batch, filled again for every step.
 *
 * @param features row-major {@code [rows, width]}
 * @param targets smoothed label of each row, in [0, 1]
 * @param weights how much each row counts
 */
record Batch(int rows, int width, float[] features, float[] targets, float[] weights) {
  static Batch of(int rows, int width) {
    return new Batch(rows, width, new float[rows * width], new float[rows], new float[rows]);
  }
}
