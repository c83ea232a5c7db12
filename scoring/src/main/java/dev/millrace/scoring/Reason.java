package dev.millrace.scoring;

/**
 * What one column does to the answer for one row.
 *
 * @param column of the contract
 * @param effect log-odds of the network's probability, before calibration, minus those of the same
 *     row with nothing known of the column: above 0 where the value makes the row more probably
 *     positive
 */
public record Reason(String column, double effect) {}
