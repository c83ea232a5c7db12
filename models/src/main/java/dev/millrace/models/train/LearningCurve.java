package dev.millrace.models.train;

import java.util.List;

/**
 * How training went.
 *
 * @param bestEpoch the epoch whose weights were kept, from 1
 * @param stopped why training ended, for people
 */
public record LearningCurve(String network, List<Epoch> epochs, int bestEpoch, String stopped) {
  public LearningCurve {
    epochs = List.copyOf(epochs);
  }

  /**
   * What one pass over the training rows came to.
   *
   * @param epoch from 1
   * @param learningRate of the epoch's last step
   * @param trainLoss mean training loss over the epoch, as optimised (weights and smoothing
   *     included), with dropout
   * @param validationLogLoss at the epoch's end; NaN where no rows judged it, as in a refit
   * @param validationRocAuc the same
   */
  public record Epoch(
      int epoch,
      double learningRate,
      double trainLoss,
      double validationLogLoss,
      double validationRocAuc,
      double seconds) {}
}
