package dev.millrace.serving.model;

import org.jspecify.annotations.Nullable;

/**
 * What a rollback did.
 *
 * @param event of this server
 * @param alias that was moved back in the registry, so that other servers follow; null where it was
 *     not
 * @param note why the alias was not moved, or where it was moved to; empty where there is no alias
 */
public record RollbackResult(SwapEvent event, @Nullable String alias, String note) {}
