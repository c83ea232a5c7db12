package dev.millrace.models.evaluate;

import dev.millrace.models.evaluate.Evaluation.ChosenThreshold;

/**
 * A model with what validation rows gave it.
 *
 * @param validation calibrated
 */
record FittedModel(
    String name,
    FittedCalibration calibration,
    ValidationScores validation,
    ChosenThreshold threshold) {

  TestScores calibrated(ScoredRows testRows) {
    return new TestScores(testRows.calibrated(calibration.calibration()));
  }

  Metrics validationMetrics() {
    return Metrics.of(Levels.of(validation.rows()).tally(), threshold.value());
  }
}
