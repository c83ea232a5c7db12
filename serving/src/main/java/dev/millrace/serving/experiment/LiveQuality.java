package dev.millrace.serving.experiment;

import org.jspecify.annotations.Nullable;

/**
 * How good the answers were whose outcomes came back.
 *
 * @param positives among the outcomes
 * @param correct decisions that the outcome confirmed
 * @param brier mean squared distance of probability and outcome; null where there are none
 */
public record LiveQuality(long outcomes, long positives, long correct, @Nullable Double brier) {}
