package dev.millrace.serving.config;

/** What a caller may do; each role includes the ones before it. */
public enum Role {
  /** Ask for predictions and look at the model. */
  PREDICT,
  /** Roll back, report outcomes, read status and metrics. */
  OPERATE;

  /** Whether who has this role may do what needs that one. */
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }
}
