package dev.millrace.tuning.importance;

/**
 * How much a parameter matters by itself.
 *
 * @param share of the objective's variance over the space, in [0, 1]
 */
public record ParameterImportance(String name, double share) {}
