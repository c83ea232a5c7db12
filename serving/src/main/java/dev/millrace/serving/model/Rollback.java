package dev.millrace.serving.model;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import org.jspecify.annotations.Nullable;

/** One way back: first here, then in the registry. */
final class Rollback {
  private final ModelSlot slot;
  private final ModelSource source;
  private final SelfTest selfTest;
  private final Object checking;

  /**
   * A rollback to be.
   *
   * @param checking lock that keeps the watcher from loading a model; not needed to go back to one
   *     in memory, which must not wait
   */
  Rollback(ModelSlot slot, ModelSource source, SelfTest selfTest, Object checking) {
    this.slot = slot;
    this.source = source;
    this.selfTest = selfTest;
    this.checking = checking;
  }

  RollbackResult run() {
    RegistrySource registry =
        source instanceof RegistrySource found && found.followsAlias() ? found : null;
    if (registry == null) {
      return new RollbackResult(slot.rollBack(), false, "");
    }
    RollbackResult result = slot.previous() == null ? byRegistry(registry) : byMemory(registry);
    registry.served(Candidate.of(slot.current())); // what a start without the registry is to load
    return result;
  }

  private RollbackResult byMemory(RegistrySource registry) {
    String left = slot.current().identity().version();
    SwapEvent event = slot.rollBack();
    try {
      return moved(event, registry.alias(), registry.moveBack(left));
    } catch (MillraceException e) {
      return new RollbackResult(
          event,
          false,
          "The alias %s stays on version %s: %s"
              .formatted(registry.alias(), left, Reasons.of(e, null)));
    }
  }

  /** The alias moves only when there is a model to answer: other servers follow it. */
  private RollbackResult byRegistry(RegistrySource registry) {
    synchronized (checking) {
      String left = slot.current().identity().version();
      ServedModel before = load(registry, registry.lookBack(left));
      try {
        String now = registry.moveBack(left);
        return moved(slot.rollBackTo(before), registry.alias(), now);
      } catch (MillraceException e) {
        before.release();
        throw e;
      }
    }
  }

  private ServedModel load(RegistrySource registry, SourceState back) {
    Candidate candidate = null;
    try {
      candidate = registry.fetch(back);
      return selfTest.load(candidate);
    } catch (MillraceException e) {
      throw ModelWatcher.isUnreachable(e) ? e : refused(registry, back, candidate, e);
    }
  }

  private MillraceException refused(
      RegistrySource registry,
      SourceState back,
      @Nullable Candidate candidate,
      MillraceException why) {
    String reason = Reasons.withHint(why, candidate == null ? null : candidate.folder());
    slot.refuse(back.version(), reason);
    return new MillraceException(
        why.code() == ErrorCode.MODEL_NOT_FOUND ? ErrorCode.PACKAGE_INVALID : why.code(),
        "Version %s, to go back to, was refused: %s".formatted(back.version(), reason),
        "Version %s answers on and keeps the alias %s. Promote another: millrace models promote."
            .formatted(slot.current().identity().version(), registry.alias()),
        why);
  }

  private static RollbackResult moved(SwapEvent event, String alias, String now) {
    return new RollbackResult(
        event, true, "The alias %s is on version %s now.".formatted(alias, now));
  }
}
