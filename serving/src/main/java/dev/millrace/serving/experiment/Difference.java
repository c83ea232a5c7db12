package dev.millrace.serving.experiment;

/**
 * How much greater the Brier score of the champion is than that of the challenger; positive where
 * the challenger is better.
 *
 * @param lower with {@code upper}, an interval that holds the true value at all times at once, with
 *     the probability of the status's confidence
 */
public record Difference(double mean, double lower, double upper) {}
