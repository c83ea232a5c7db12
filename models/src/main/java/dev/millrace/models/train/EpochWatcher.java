package dev.millrace.models.train;

/**
 * Looks at each epoch of a training and may end it. Called by the thread that trains, after the
 * epoch was validated and before patience is looked at.
 */
@FunctionalInterface
public interface EpochWatcher {

  /** Whether training goes on after this epoch. */
  boolean goOn(LearningCurve.Epoch epoch);

  /** Ends no training. */
  static EpochWatcher none() {
    return epoch -> true;
  }
}
