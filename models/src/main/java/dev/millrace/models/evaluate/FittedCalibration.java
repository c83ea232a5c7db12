package dev.millrace.models.evaluate;

import dev.millrace.scoring.Calibration;
import java.util.Map;

/**
 * A calibration and how it was chosen.
 *
 * @param validationLogLoss cross-validated on validation rows, by method tried
 */
record FittedCalibration(Calibration calibration, Map<String, Double> validationLogLoss) {
  FittedCalibration {
    validationLogLoss = Ordered.copy(validationLogLoss);
  }
}
