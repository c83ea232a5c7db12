package dev.millrace.pipeline.score;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of scoring at a date.
 *
 * @param scored entities with a probability
 * @param setAside rows of all tables that cleaning set aside
 * @param newest when the latest row of all tables became known; null without clocks
 * @param out the file with the probabilities; null where there is none
 * @param table where the scores were written in the database; null where they were not
 * @param updated rows of that table that got a score
 * @param inserted rows that the table did not have
 */
public record DateScoreOutcome(
    Instant at,
    long scored,
    long setAside,
    @Nullable Instant newest,
    @Nullable String out,
    @Nullable String table,
    long updated,
    long inserted) {}
