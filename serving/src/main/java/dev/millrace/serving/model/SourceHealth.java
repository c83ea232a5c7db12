package dev.millrace.serving.model;

import java.time.Instant;

/**
 * Whether newer versions of the model can be looked for.
 *
 * @param reachable whether the source could be asked the last time, and had a model
 * @param checkedAt when it was asked last
 * @param since when it came to be so
 * @param reason what is the matter; empty for nothing
 */
public record SourceHealth(boolean reachable, Instant checkedAt, Instant since, String reason) {}
