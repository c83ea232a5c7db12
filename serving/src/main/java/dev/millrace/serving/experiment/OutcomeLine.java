package dev.millrace.serving.experiment;

/**
 * A line of {@code outcomes.jsonl}.
 *
 * @param id all that is known of the prediction
 * @param outcome whether the row turned out positive
 * @param at when it was taken, in milliseconds since 1970
 */
record OutcomeLine(String id, boolean outcome, long at) {}
