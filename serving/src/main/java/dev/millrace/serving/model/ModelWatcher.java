package dev.millrace.serving.model;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.ErrorKind;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.mlflow.ship.Backoff;
import dev.millrace.serving.model.SwapEvent.Outcome;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a slot up to date with its source, on a daemon thread of its own. Thread-safe. It measures
 * time by the monotonic clock; the wall clock is for people only.
 */
public final class ModelWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelWatcher.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final long STOP_MILLIS = 5_000;

  private final ModelSource source;
  private final SelfTest selfTest;
  private final ModelSlot slot;
  private final Duration every;
  private final Backoff backoff;
  private final HealthLog health = new HealthLog();
  private final Object checking = new Object();
  private final AtomicBoolean rollingBack = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::watch, "millrace-model-watch");
  private final boolean recalled;
  private volatile @Nullable SwapEvent refusal;

  /** What needs no further look; null for nothing. */
  private @Nullable SourceState settled;

  /** What failed once, perhaps because it was just being written. */
  private @Nullable SourceState doubted;

  /** What was refused and is tried again nevertheless. */
  private @Nullable SourceState reported;

  private ModelWatcher(ModelSource source, Duration every, SelfTest selfTest, FirstModel first) {
    this.source = source;
    this.selfTest = selfTest;
    this.every = every;
    this.slot = new ModelSlot(first.model());
    this.recalled = first.failure() != null;
    Duration longest = every.compareTo(LONGEST_WAIT) > 0 ? every : LONGEST_WAIT;
    this.backoff = new Backoff(every, longest, new Random());
    thread.setDaemon(true);
  }

  /**
   * Loads the first model; blocks until it may answer. Nothing is watched before {@link #start}.
   * Where a registry is away, or has a package that is no good, the version that was served before
   * by the same alias is loaded, and {@link #health} or the slot's last event say why.
   *
   * @param every time between two looks at the source; zero for never
   * @throws MillraceException where there is no model that passes, and none from before
   */
  public static ModelWatcher open(ModelSource source, Duration every) {
    return open(source, every, new SelfTest());
  }

  static ModelWatcher open(ModelSource source, Duration every, SelfTest selfTest) {
    FirstModel first = FirstModel.load(source, selfTest);
    ModelWatcher watcher = new ModelWatcher(source, every, selfTest, first);
    watcher.recall(first);
    return watcher;
  }

  private void recall(FirstModel first) {
    MillraceException failure = first.failure();
    if (failure == null) {
      settled = first.seen();
      source.served(first.candidate());
    } else if (first.seen() == null || isUnreachable(failure)) {
      health.note(false, Reasons.of(failure, null));
    } else {
      settled = first.seen();
      refusal = slot.refuse(first.refused(), Reasons.withHint(failure, null));
    }
  }

  /** Whether the first model was the one served last, because the source's could not be had. */
  public boolean recalled() {
    return recalled;
  }

  /** Where requests take their model from. */
  public ModelSlot slot() {
    return slot;
  }

  /** What is watched. */
  public ModelSource source() {
    return source;
  }

  /** Whether newer versions can be looked for. */
  public SourceHealth health() {
    return health.now();
  }

  /** Why what the source has now does not answer; null where it was not refused. */
  public @Nullable SwapEvent refusal() {
    return refusal;
  }

  /** Adds a listener to changes of {@link #health}'s reachability or reason. */
  public void listen(Consumer<SourceHealth> listener) {
    health.listen(listener);
  }

  /** Begins to watch; once. Does nothing where no time between looks is given. */
  public void start() {
    if (!every.isZero()) {
      thread.start();
    }
  }

  private void watch() {
    Duration wait = every;
    try {
      while (!closed.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        wait = look() || !source.isRegistry() ? every : backoff.next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed, which is the only one to interrupt
    }
  }

  /** One look that failed in a way that nobody thought of must not be the last one. */
  private boolean look() {
    try {
      return check();
    } catch (RuntimeException | Error e) {
      LOG.error("The model's source cannot be watched; it is tried again.", e);
      return false;
    }
  }

  /**
   * Looks at once, on this thread; blocks for as long as a model takes to load.
   *
   * @return whether newer versions could be looked for
   */
  public boolean check() {
    synchronized (checking) {
      try {
        SourceState seen = source.look();
        if (!seen.equals(settled)) {
          consider(seen);
        }
        health.note(true, "");
        backoff.reset();
        return true;
      } catch (MillraceException e) {
        health.note(false, Reasons.of(e, null));
        return false;
      }
    }
  }

  private void consider(SourceState seen) {
    Candidate candidate = null;
    try {
      candidate = source.fetch(seen);
      if (isWanted(candidate)) {
        swap(seen, candidate);
      } else {
        settle(seen, null);
      }
    } catch (MillraceException e) {
      refuse(seen, candidate, e);
    } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
      LOG.error("Version {} cannot be loaded.", seen.version(), e);
      refuse(seen, candidate, Reasons.internal(e));
    }
  }

  /** Not what is served already, nor what a person just went back from. */
  private boolean isWanted(Candidate candidate) {
    ModelOrigin avoided = slot.rolledBack();
    if (avoided != null && avoided.isSameModel(candidate.origin())) {
      return false;
    }
    slot.forgetRolledBack(); // should it come again, somebody wants it
    return !slot.current().origin().isSameModel(candidate.origin());
  }

  private void swap(SourceState seen, Candidate candidate) {
    ServedModel model = selfTest.load(candidate);
    if (source.mayBeUnfinished() && !source.look().equals(seen)) {
      model.release(); // it was changed while it was read; the next look sees the rest
      return;
    }
    SwapEvent event = slot.swap(model);
    if (event.outcome() == Outcome.SWAPPED) {
      source.served(candidate);
      settle(seen, null);
    } else {
      settle(seen, event);
    }
  }

  private void settle(SourceState seen, @Nullable SwapEvent refused) {
    settled = seen;
    reported = null; // should it come again, it is told again
    refusal = refused;
  }

  private void refuse(SourceState seen, @Nullable Candidate candidate, MillraceException e) {
    if (isUnreachable(e)) {
      throw e;
    }
    if (closed.getCount() == 0) {
      return; // nobody is served any more
    }
    boolean mayPass = // the heap stays as it is, and to ask again costs a collection
        e.code().kind() == ErrorKind.RESOURCES && e.code() != ErrorCode.MEMORY_EXCEEDED;
    if ((mayPass || source.mayBeUnfinished()) && !seen.equals(doubted)) {
      doubted = seen;
      return;
    }
    if (!seen.equals(reported)) {
      reported = seen;
      refusal =
          slot.refuse(
              candidate == null ? seen.version() : candidate.origin().version(),
              Reasons.withHint(e, candidate == null ? null : candidate.folder()));
    }
    settled = mayPass ? settled : seen;
  }

  static boolean isUnreachable(MillraceException e) {
    return e.code() == ErrorCode.TRACKING_UNREACHABLE || e.code() == ErrorCode.TRACKING_REFUSED;
  }

  /**
   * Goes back to the model before, at once, and moves the alias in the registry back, where there
   * is one and it still is on the version that was left. Where no model before is in memory, the
   * registry's is loaded. The version that was left does not come back before the source has
   * changed. Blocks for the registry.
   *
   * @throws MillraceException {@code MODEL_NOT_FOUND} where there is nothing to go back to; {@code
   *     LOCKED} while another rollback is under way, for two would go back twice
   */
  public RollbackResult rollBack() {
    if (!rollingBack.compareAndSet(false, true)) {
      throw new MillraceException(
          ErrorCode.LOCKED,
          "A rollback is under way.",
          "Look at /v1/status until it is done, before you go back once more.");
    }
    try {
      return new Rollback(slot, source, selfTest, checking).run();
    } finally {
      rollingBack.set(false);
    }
  }

  /** Stops watching and closes slot and source. */
  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    slot.close();
    source.close();
  }
}
