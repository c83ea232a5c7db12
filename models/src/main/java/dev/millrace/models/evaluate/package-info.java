/** Evaluation: metrics with intervals, calibration, thresholds, the decision, gates. */
@NullMarked
package dev.millrace.models.evaluate;

import org.jspecify.annotations.NullMarked;
