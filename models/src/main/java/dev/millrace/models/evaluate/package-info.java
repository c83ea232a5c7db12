/**
 * Evaluation: metrics with intervals, calibration, thresholds, the decision, gates.
 *
 * <p>{@link dev.millrace.models.evaluate.Evaluator} judges a model and gives an {@link
 * dev.millrace.models.evaluate.EvaluationResult}; {@link dev.millrace.models.evaluate.MetricsFile}
 * and {@link dev.millrace.models.evaluate.PredictionsFile} write what a run keeps of it. Metrics
 * are computed over a {@code Tally} of rows by distinct probability, which is what makes a
 * bootstrap over all of them quick.
 */
@NullMarked
package dev.millrace.models.evaluate;

import org.jspecify.annotations.NullMarked;
