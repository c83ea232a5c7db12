package dev.millrace.serving.model;

/**
 * What a rollback did.
 *
 * @param event of this server
 * @param aliasMoved whether the alias in the registry is on the version that answers now, so that
 *     other servers follow
 * @param note what became of the alias, or what a restart would serve where there is none
 */
public record RollbackResult(SwapEvent event, boolean aliasMoved, String note) {}
