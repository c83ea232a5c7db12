package dev.millrace.models.evaluate;

import dev.millrace.models.evaluate.Evaluation.Confusion;

/**
 * Metrics of one model on one set of rows. All lie in [0, 1] but for {@code logLoss} (natural
 * logarithm, from 0) and {@code liftTopDecile} (from 0; 1 is random).
 *
 * @param threshold a row is predicted positive from this probability on
 */
public record Metrics(
    double rocAuc,
    double prAuc,
    double logLoss,
    double brier,
    double threshold,
    double precision,
    double recall,
    double f1,
    double accuracy,
    double liftTopDecile) {

  /**
   * All metrics of counted rows.
   *
   * @param tally with rows of both classes
   */
  static Metrics of(Tally tally, double threshold) {
    Confusion confusion = ConfusionCount.of(tally, threshold);
    return new Metrics(
        RocAuc.of(tally),
        AveragePrecision.of(tally),
        LogLoss.of(tally),
        BrierScore.of(tally),
        threshold,
        confusion.precision(),
        confusion.recall(),
        confusion.f1(),
        confusion.accuracy(),
        GainCurve.liftTopDecile(tally));
  }
}
