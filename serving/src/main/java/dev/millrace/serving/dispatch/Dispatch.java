package dev.millrace.serving.dispatch;

/**
 * How the rows of a request were scored.
 *
 * @param queueNanos between reading and scoring
 * @param scoreNanos encoding and scoring the whole batch
 * @param batchRows rows that were scored together
 * @param first whether the request is the first of its batch: what the batch took counts once
 */
public record Dispatch(
    Reason reason, long queueNanos, long scoreNanos, int batchRows, boolean first) {}
