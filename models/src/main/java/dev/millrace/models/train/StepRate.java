package dev.millrace.models.train;

import org.nd4j.linalg.schedule.ISchedule;

/**
 * The learning rate that DL4J's updater sees: whatever was set last. DL4J has no cosine, and its
 * own way to set a rate rebuilds the updater. Not thread-safe.
 */
final class StepRate implements ISchedule {
  private static final long serialVersionUID = 1L;

  private double rate;

  void set(double rate) {
    this.rate = rate;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return rate;
  }

  /** The same object: DL4J's copies of a configuration must see the rate that is set. */
  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public ISchedule clone() {
    return this;
  }
}
