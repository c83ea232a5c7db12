package dev.millrace.etl.feed;

/**
 * How much a feature's distribution differs between training and test rows.
 *
 * @param psi population stability index over the training rows' deciles (or categories), missing
 *     being a bin of its own; 0 for equal distributions, above 0.25 for a large change
 */
public record FeatureDrift(String feature, double psi) {}
