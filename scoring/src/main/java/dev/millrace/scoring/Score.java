package dev.millrace.scoring;

/**
 * The answer for one row.
 *
 * @param probability that the row is positive, calibrated, in [0, 1]
 * @param positive whether the probability reaches the package's threshold
 */
public record Score(double probability, boolean positive) {}
