package dev.millrace.mlflow;

import dev.millrace.mlflow.journal.Entry;

/** A version of a registered model that a run made. */
public final class TrackedVersion {
  private final Tracking tracking;
  private final long key;

  TrackedVersion(Tracking tracking, long key) {
    this.tracking = tracking;
    this.key = key;
  }

  /** Puts an alias on it, for example {@code candidate}; the version that had it is remembered. */
  public void alias(String alias) {
    tracking.append(new Entry.Alias(key, alias, null), true);
  }

  /**
   * Puts an alias on it only where the version that had it when this was decided has it still when
   * it is delivered.
   *
   * @param insteadOf {@link dev.millrace.mlflow.registry.ModelVersion#record()} of that version;
   *     empty where none had it
   */
  public void alias(String alias, String insteadOf) {
    tracking.append(new Entry.Alias(key, alias, insteadOf), true);
  }
}
