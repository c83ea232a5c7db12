package dev.millrace.etl.sink;

/**
 * What became of scores.
 *
 * @param updated keys whose rows were there
 * @param inserted keys that got a row
 * @param missing keys without a row in a table that takes no row of key and score alone
 */
public record ScoreCounts(long updated, long inserted, long missing) {}
