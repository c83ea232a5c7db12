package dev.millrace.serving.experiment;

import java.time.Instant;

/**
 * A line of {@code outcomes.jsonl}.
 *
 * @param id all that is known of the prediction
 * @param outcome whether the row turned out positive
 * @param at when it was taken
 */
record OutcomeLine(String id, boolean outcome, Instant at) {}
