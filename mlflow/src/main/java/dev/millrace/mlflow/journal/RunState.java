package dev.millrace.mlflow.journal;

/** How a run goes, in MLflow's words. */
public enum RunState {
  RUNNING,
  FINISHED,
  FAILED,
  /** It was interrupted, or its process ended without a word. */
  KILLED;

  /** Whether nothing more is expected. */
  public boolean ended() {
    return this != RUNNING;
  }
}
