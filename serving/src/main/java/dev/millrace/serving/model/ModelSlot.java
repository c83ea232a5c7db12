package dev.millrace.serving.model;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.serving.model.SwapEvent.Outcome;
import dev.millrace.serving.request.ModelIdentity;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The place of the model that answers, and of the one before it, which stays loaded: going back
 * must not depend on a file that may be gone. So there are at most three models in memory, while a
 * third is being loaded. Thread-safe; changes are serialised, and no request ever waits for one.
 */
public final class ModelSlot implements AutoCloseable {
  private record Loaded(ServedModel current, @Nullable ServedModel previous) {}

  private final List<Consumer<SwapEvent>> listeners = new CopyOnWriteArrayList<>();
  private volatile Loaded loaded;
  private volatile @Nullable SwapEvent last;
  private volatile @Nullable ModelOrigin rolledBack;
  private volatile boolean closed;

  /** Takes over the model: the slot releases it. */
  public ModelSlot(ServedModel first) {
    this.loaded = new Loaded(first, null);
  }

  /** The model for a request, which must {@linkplain ServedModel#release release} it. */
  public ServedModel acquire() {
    ServedModel model = loaded.current();
    while (!model.retain()) { // it was dropped between the two steps, so there is a newer one
      if (closed) {
        throw new IllegalStateException("the slot of the model is closed");
      }
      Thread.onSpinWait();
      model = loaded.current();
    }
    return model;
  }

  /** The model that answers now, to look at or to compare, not to score with. */
  public ServedModel current() {
    return loaded.current();
  }

  /** What {@link #rollBack} would go back to; null for nothing. */
  public @Nullable ModelIdentity previous() {
    ServedModel previous = loaded.previous();
    return previous == null ? null : previous.identity();
  }

  /** The last attempt to change the model; null where there was none. */
  public @Nullable SwapEvent lastSwap() {
    return last;
  }

  /**
   * Adds a listener to all later attempts. It is called in their order, by the thread that makes
   * the attempt, after the change; it must be quick and must not throw.
   */
  public void listen(Consumer<SwapEvent> listener) {
    listeners.add(listener);
  }

  /**
   * Puts another version in the place of the model, unless clients would notice: a model of another
   * name, or a contract that refuses rows which are accepted today. Takes the model over: one that
   * is refused is released.
   */
  public synchronized SwapEvent swap(ServedModel next) {
    requireOpen(next);
    List<String> reasons = ContractChange.reasons(loaded.current().identity(), next.identity());
    if (!reasons.isEmpty()) {
      next.release();
      return refuse(next.identity().version(), String.join("\n", reasons));
    }
    replace(new Loaded(next, loaded.current()), loaded.previous());
    return tell(SwapEvent.now(Outcome.SWAPPED, next.identity().version(), ""));
  }

  /** Says that a version did not even come as far as {@link #swap}. */
  synchronized SwapEvent refuse(String version, String reason) {
    return tell(SwapEvent.now(Outcome.REFUSED, version, reason));
  }

  /**
   * Goes back to the model before, at once. The one that was left is dropped, so that a second call
   * does not go forward to it again.
   *
   * @throws MillraceException {@code MODEL_NOT_FOUND} where there is none before
   */
  public synchronized SwapEvent rollBack() {
    requireOpen(null);
    ServedModel previous = loaded.previous();
    if (previous == null) {
      ModelIdentity current = loaded.current().identity();
      throw new MillraceException(
          ErrorCode.MODEL_NOT_FOUND,
          "There is no version of %s before %s to go back to."
              .formatted(current.name(), current.version()),
          "Only a version that this server served before can come back so.");
    }
    return goBackTo(previous);
  }

  /**
   * Goes back to a model that was loaded anew because none before is in memory; a person wants it,
   * so contracts are not compared. Takes it over.
   */
  synchronized SwapEvent rollBackTo(ServedModel before) {
    requireOpen(before);
    releaseIfAny(loaded.previous());
    return goBackTo(before);
  }

  private SwapEvent goBackTo(ServedModel before) {
    ServedModel left = loaded.current();
    rolledBack = left.origin();
    replace(new Loaded(before, null), left);
    return tell(
        SwapEvent.now(
            Outcome.ROLLED_BACK,
            before.identity().version(),
            "Version " + left.identity().version() + " was rolled back."));
  }

  /** What was left last by a rollback and must not come back by itself; null for nothing. */
  @Nullable ModelOrigin rolledBack() {
    return rolledBack;
  }

  /** The source has something else by now: should the version come again, somebody wants it. */
  void forgetRolledBack() {
    rolledBack = null;
  }

  /** Drops both models; their memory is freed when the last request has released them. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    loaded.current().release();
    releaseIfAny(loaded.previous());
  }

  private void replace(Loaded next, @Nullable ServedModel dropped) {
    loaded = next;
    releaseIfAny(dropped);
  }

  private static void releaseIfAny(@Nullable ServedModel model) {
    if (model != null) {
      model.release();
    }
  }

  private void requireOpen(@Nullable ServedModel next) {
    if (closed) {
      releaseIfAny(next);
      throw new IllegalStateException("the slot of the model is closed");
    }
  }

  private SwapEvent tell(SwapEvent event) {
    last = event;
    listeners.forEach(listener -> listener.accept(event));
    return event;
  }
}
