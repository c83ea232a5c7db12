package dev.millrace.etl.text;

/**
 * What a model of sentiment was fitted to and how well it does.
 *
 * @param table that holds the texts
 * @param name of the column that it adds
 * @param content texts it was fitted to whose score says content
 * @param discontent texts it was fitted to whose score says otherwise
 * @param scored texts that got a probability
 * @param rocAuc cross-validated on the texts it was fitted to: whether texts that it had not seen
 *     are ordered rightly; NaN where there are too few of them
 */
public record SentimentReport(
    String table, String name, long content, long discontent, long scored, double rocAuc) {}
