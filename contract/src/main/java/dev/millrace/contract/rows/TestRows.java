package dev.millrace.contract.rows;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Rows for the one final evaluation. They can be taken once; only evaluation does so. Thread-safe.
 */
public final class TestRows {
  private final RowSource source;
  private final AtomicBoolean taken = new AtomicBoolean();

  public TestRows(RowSource source) {
    this.source = source;
  }

  /** How many rows there are; counting does not touch them. */
  public long rows() {
    return source.rows();
  }

  /** How many of them are positive. */
  public long positives() {
    return source.positives();
  }

  /**
   * Hands out the rows, once.
   *
   * @throws IllegalStateException on the second call: test rows are evaluated once
   */
  public RowSource takeForEvaluation() {
    if (!taken.compareAndSet(false, true)) {
      throw new IllegalStateException("test rows were already taken for evaluation");
    }
    return source;
  }
}
