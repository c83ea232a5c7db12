package dev.millrace.etl.feature;

/**
 * A feature that was computed and not kept.
 *
 * @param reason in plain words, for example {@code "the same as sum(usage.minutes, 30d)"}
 * @param suspicious whether it predicted suspiciously well alone
 * @param rocAuc of the feature alone, out of fold on training rows; NaN where it was not judged
 */
public record DroppedFeature(String name, String reason, boolean suspicious, double rocAuc) {}
