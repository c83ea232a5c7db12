package dev.millrace.monitoring;

import java.time.Instant;
import java.util.List;

/**
 * How far the rows and scores of a window of time are from those of training.
 *
 * <p>The rule: a level is moderate or large only where the index, less what chance adds to it,
 * reaches the customary 0.1 or 0.25, and a chi-square test finds the difference significant too.
 * Where nothing drifted, at most {@value #FALSE_ALARM} of reports have any such level: that rate is
 * divided evenly among the prediction and all features (Bonferroni). It holds for one look at
 * independent rows; who looks again and again, or sees the same customer many times, is alarmed
 * more often. Without an alarm the level is stable from {@value Comparison#ENOUGH} rows on; of
 * fewer it is unknown.
 *
 * @param rows observed in the window
 * @param since the start of the window, by the wall clock of now
 * @param prediction of the calibrated probabilities, beside those of the validation rows
 * @param features beside the training rows, in the order of the contract
 */
public record DriftReport(long rows, Instant since, Drift prediction, List<FeatureDrift> features) {
  /** The share of reports with a false alarm. */
  public static final double FALSE_ALARM = 0.01;

  public DriftReport {
    features = List.copyOf(features);
  }

  /**
   * How far one distribution is from another.
   *
   * @param psi the population stability index less its expectation without drift, at least 0
   */
  public record Drift(double psi, DriftLevel level) {}

  /** The same of a column of the contract; values are described as in {@link Drift}. */
  public record FeatureDrift(String feature, double psi, DriftLevel level) {}
}
