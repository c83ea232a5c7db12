package dev.millrace.models.evaluate;

/** A trained model as evaluation sees it. Called from one thread at a time. */
@FunctionalInterface
public interface ProbabilityModel {

  /**
   * Scores a batch.
   *
   * @param features row-major {@code [rows, width]}; may be overwritten after the call
   * @param rows at least 1
   * @return the uncalibrated probability of the positive class of each row, {@code [rows]}
   */
  float[] probabilities(float[] features, int rows);
}
