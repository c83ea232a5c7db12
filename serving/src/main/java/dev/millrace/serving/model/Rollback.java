package dev.millrace.serving.model;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.serving.model.SwapEvent.Outcome;
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
    String left = current();
    if (source instanceof RegistrySource registry && registry.followsAlias()) {
      return slot.previous() == null ? byRegistry(registry) : byMemory(registry, left);
    }
    return new RollbackResult(
        slot.rollBack(),
        false,
        "If the source still has version %s, a restart serves it again: put there what you want."
            .formatted(left));
  }

  private RollbackResult byMemory(RegistrySource registry, String left) {
    SwapEvent event = slot.rollBack();
    remember(registry);
    return new AliasMove(registry, left).after(event);
  }

  private RollbackResult byRegistry(RegistrySource registry) {
    synchronized (checking) {
      ModelOrigin rolledBack = slot.rolledBack();
      return rolledBack != null && registry.look().version().equals(rolledBack.version())
          ? moveAliasOnly(registry, rolledBack.version())
          : load(registry);
    }
  }

  /** The registry was away when this server went back: a second call must not go forward again. */
  private RollbackResult moveAliasOnly(RegistrySource registry, String left) {
    return new AliasMove(registry, left).after(SwapEvent.now(Outcome.ROLLED_BACK, current(), ""));
  }

  /** The alias moves only when there is a model to answer: other servers follow it. */
  private RollbackResult load(RegistrySource registry) {
    String left = current();
    SwapEvent event = slot.rollBackTo(loaded(registry, registry.before(left)));
    remember(registry);
    return new AliasMove(registry, left).after(event);
  }

  private ServedModel loaded(RegistrySource registry, SourceState back) {
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
            .formatted(current(), registry.alias()),
        why);
  }

  private String current() {
    return slot.current().identity().version();
  }

  /** What a start without the registry is to load. */
  private void remember(RegistrySource registry) {
    registry.served(Candidate.of(slot.current()));
  }
}
