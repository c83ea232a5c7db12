package dev.millrace.models.evaluate;

import dev.millrace.models.evaluate.Evaluation.Confusion;

/** Counts right and wrong predictions at a threshold. */
final class ConfusionCount {
  private ConfusionCount() {}

  /** Rows from {@code threshold} on are predicted positive. */
  static Confusion of(Tally tally, double threshold) {
    long truePositives = 0;
    long falsePositives = 0;
    for (int level = 0; level < tally.size(); level++) {
      if (tally.probability(level) < threshold) {
        break;
      }
      truePositives += tally.positives(level);
      falsePositives += tally.negatives(level);
    }
    return new Confusion(
        truePositives,
        falsePositives,
        tally.negatives() - falsePositives,
        tally.positives() - truePositives);
  }
}
