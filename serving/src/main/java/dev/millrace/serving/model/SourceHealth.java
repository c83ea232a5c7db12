package dev.millrace.serving.model;

import java.time.Instant;

/**
 * Whether the source of the model could be asked.
 *
 * @param reachable whether it answered the last time
 * @param checkedAt when it was asked last
 * @param since when it came to be so
 * @param reason what is the matter; empty for nothing
 */
public record SourceHealth(boolean reachable, Instant checkedAt, Instant since, String reason) {}
