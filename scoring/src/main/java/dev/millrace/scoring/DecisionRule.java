package dev.millrace.scoring;

/**
 * What turns the network's probability into an answer; the content of {@code calibration.json}.
 *
 * @param calibration applied to the network's probability
 * @param threshold a row is positive from this calibrated probability on, in [0, 1]
 */
public record DecisionRule(Calibration calibration, double threshold) {
  public DecisionRule {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("a threshold lies in [0, 1], not " + threshold);
    }
  }
}
