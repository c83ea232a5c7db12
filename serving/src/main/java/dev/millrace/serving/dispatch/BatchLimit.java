package dev.millrace.serving.dispatch;

/**
 * How many rows are scored together at most: grows by a step while batches are quick and shrinks to
 * nine tenths where one was slow (additive increase, multiplicative decrease; Clipper, Crankshaw et
 * al. 2017, section 4.3). Not thread-safe.
 */
final class BatchLimit {
  private static final int STEP = 8;
  private static final double SHRINK = 0.9;

  private final int most;
  private final long slowNanos;
  private double rows;

  /**
   * @param slowNanos a batch should not take longer
   */
  BatchLimit(int most, long slowNanos) {
    this.most = most;
    this.slowNanos = slowNanos;
    this.rows = Math.min(most, STEP);
  }

  int rows() {
    return (int) rows;
  }

  void took(long nanos, int batchRows) {
    if (nanos > slowNanos) {
      rows = Math.max(1, rows * SHRINK);
    } else if (batchRows >= rows()) {
      rows = Math.min(most, rows + STEP);
    }
  }
}
