package dev.millrace.tuning.trial;

/** How a trial stands. */
public enum TrialState {
  RUNNING,
  COMPLETE,
  /** Ended early by a pruner. */
  PRUNED,
  FAILED;

  /** Whether nothing more comes of it. */
  public boolean finished() {
    return this != RUNNING;
  }
}
