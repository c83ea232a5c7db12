package dev.millrace.models.evaluate;

/**
 * What a model says of validation rows. Calibration and thresholds accept nothing else, so that
 * they cannot be fitted on test rows by mistake.
 */
public record ValidationScores(ScoredRows rows) {}
