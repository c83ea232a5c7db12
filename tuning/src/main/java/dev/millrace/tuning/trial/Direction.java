package dev.millrace.tuning.trial;

/** Which values are good. */
public enum Direction {
  MAXIMIZE,
  MINIMIZE;

  /** Whether one value is better than another; NaN is never better. */
  public boolean better(double one, double other) {
    return this == MAXIMIZE ? one > other : one < other;
  }
}
