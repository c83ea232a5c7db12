package dev.millrace.mlflow.journal;

/**
 * A line of the journal.
 *
 * @param id 1, 2, 3, …
 * @param at when it was written, in milliseconds since 1970
 */
public record JournalLine(long id, long at, Entry entry) {}
