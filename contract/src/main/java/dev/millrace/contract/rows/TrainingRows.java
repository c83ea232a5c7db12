package dev.millrace.contract.rows;

/**
 * Rows for fitting: statistics, encodings, weights. A type of its own, so that no other rows can
 * take their place by mistake.
 */
public record TrainingRows(RowSource source) {}
