package dev.millrace.serving.dispatch;

/**
 * How rows were scored.
 *
 * @param queueNanos between reading and scoring
 * @param scoreNanos encoding and scoring the whole batch
 * @param batchRows rows that were scored together
 */
public record Dispatch(Reason reason, long queueNanos, long scoreNanos, int batchRows) {}
