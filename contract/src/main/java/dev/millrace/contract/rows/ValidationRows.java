package dev.millrace.contract.rows;

/**
 * Rows for choosing: best epoch, calibration, thresholds. A type of its own, so that no other rows
 * can take their place by mistake.
 */
public record ValidationRows(RowSource source) {}
