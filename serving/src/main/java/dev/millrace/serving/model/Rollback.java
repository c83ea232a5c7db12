package dev.millrace.serving.model;

import dev.millrace.contract.error.MillraceException;

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

  private RollbackResult byRegistry(RegistrySource registry) {
    synchronized (checking) {
      String now = registry.moveBack(slot.current().identity().version());
      ServedModel before = selfTest.load(registry.fetch(registry.look()));
      return moved(slot.rollBackTo(before), registry.alias(), now);
    }
  }

  private static RollbackResult moved(SwapEvent event, String alias, String now) {
    return new RollbackResult(
        event, true, "The alias %s is on version %s now.".formatted(alias, now));
  }
}
