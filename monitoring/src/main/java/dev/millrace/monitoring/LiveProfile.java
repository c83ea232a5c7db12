package dev.millrace.monitoring;

import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Counts the rows and scores of one model as they come, in a window of the last 24 hours. A new
 * model needs a new one. Thread-safe, without locks; observing allocates nothing.
 */
public final class LiveProfile {

  /** By the system's clocks. */
  public LiveProfile(FeatureContract contract, ReferenceProfile reference) {
    this(contract, reference, InstantSource.system(), System::nanoTime);
  }

  /**
   * @param clock tells people when the window began; it may jump
   * @param nanos moves the window, by a clock that never goes back
   */
  public LiveProfile(
      FeatureContract contract,
      ReferenceProfile reference,
      InstantSource clock,
      LongSupplier nanos) {
    throw new UnsupportedOperationException("to come");
  }

  /**
   * Counts rows that were scored.
   *
   * @param probabilities calibrated, by row
   */
  public void observe(ColumnBatch rows, double[] probabilities) {
    throw new UnsupportedOperationException("to come");
  }

  /** How far the window is from the reference. */
  public DriftReport report() {
    throw new UnsupportedOperationException("to come");
  }

  /** Begins a new window. */
  public void reset() {
    throw new UnsupportedOperationException("to come");
  }
}
