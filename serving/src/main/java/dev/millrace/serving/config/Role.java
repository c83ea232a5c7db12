package dev.millrace.serving.config;

/** What a caller may do; each role includes the ones before it. */
public enum Role {
  /** Ask for predictions, look at model and status, report outcomes. */
  PREDICT,
  /** Roll back. */
  OPERATE;

  /** Whether who has this role may do what needs that one. */
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }
}
