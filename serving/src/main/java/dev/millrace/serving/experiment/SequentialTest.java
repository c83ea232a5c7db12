package dev.millrace.serving.experiment;

import org.jspecify.annotations.Nullable;

/**
 * Compares the Brier scores of champion and challenger; may be looked at any time. Not thread-safe.
 *
 * <p>Where both scored a row, the only chance in its difference is the outcome. Where each row has
 * one answer, the mean losses of the two arms have an interval each, at half the error.
 */
final class SequentialTest {
  static final double CONFIDENCE = 0.95;

  private static final double ALPHA = 1 - CONFIDENCE;

  private final ConfidenceSequence pairs = new ConfidenceSequence();
  private final LossSequence champion = new LossSequence();
  private final LossSequence challenger = new LossSequence();

  void add(PredictionId id, boolean happened) {
    int y = happened ? 1 : 0;
    if (id.paired()) {
      Pair pair = new Pair(id.champion(), id.challenger());
      pairs.add(pair.difference(y), pair.penalty(y));
    } else {
      (id.arm() == Arm.CHAMPION ? champion : challenger).add(Pair.loss(id.answered(), y));
    }
  }

  /** Of rows that both scored, if there are any, else of the arms; null where neither can be. */
  @Nullable Difference difference() {
    if (pairs.count() > 0) {
      return around(pairs.mean(), pairs.radius(ALPHA));
    }
    if (champion.sequence.count() == 0 || challenger.sequence.count() == 0) {
      return null;
    }
    return around(
        champion.sequence.mean() - challenger.sequence.mean(),
        champion.sequence.radius(ALPHA / 2) + challenger.sequence.radius(ALPHA / 2));
  }

  private static Difference around(double mean, double radius) {
    return new Difference(mean, Math.max(-1, mean - radius), Math.min(1, mean + radius));
  }

  static Verdict verdict(@Nullable Difference difference) {
    if (difference == null || (difference.lower() <= 0 && difference.upper() >= 0)) {
      return Verdict.UNDECIDED;
    }
    return difference.lower() > 0 ? Verdict.CHALLENGER : Verdict.CHAMPION;
  }

  /** Of a loss in [0, 1] that was guessed. */
  static Penalty penalty(double deviation) {
    return rate -> rate < 1 ? Penalty.bernstein(rate, 1, deviation) : Penalty.hoeffding(rate, 1);
  }

  /** Losses in [0, 1] of rows as they come: each is guessed to be the mean of those before. */
  private static final class LossSequence {
    private static final double FIRST_GUESS = 0.25;

    private final ConfidenceSequence sequence = new ConfidenceSequence();
    private double sum = FIRST_GUESS;

    void add(double loss) {
      double deviation = loss - sum / (sequence.count() + 1);
      sequence.add(loss, penalty(deviation));
      sum += loss;
    }
  }
}
