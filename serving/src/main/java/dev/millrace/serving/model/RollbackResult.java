package dev.millrace.serving.model;

/**
 * What a rollback did.
 *
 * @param event of this server
 * @param aliasMoved whether the alias in the registry is off the version that was left, so that
 *     other servers follow
 * @param note what became of the alias, a sentence; empty where the model was not named by one
 */
public record RollbackResult(SwapEvent event, boolean aliasMoved, String note) {}
