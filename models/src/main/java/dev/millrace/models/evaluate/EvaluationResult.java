package dev.millrace.models.evaluate;

import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.scoring.Calibration;

/**
 * An evaluation with what the run keeps beside it.
 *
 * @param calibration of the model, for its package; the threshold is in the evaluation
 * @param validation calibrated probabilities in the order of their source
 * @param test calibrated probabilities in the order of their source
 * @param testCounts missing values and unseen categories met among test rows, by column
 */
public record EvaluationResult(
    Evaluation evaluation,
    Calibration calibration,
    ValidationScores validation,
    TestScores test,
    EncodingCounts testCounts) {}
