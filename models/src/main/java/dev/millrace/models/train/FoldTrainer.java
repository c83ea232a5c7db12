package dev.millrace.models.train;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.models.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Trains a network once for each fold of a cross-validation and tells how well it does; the
 * networks are not kept. One fold is open at a time. The same folds, specs and seeds give the same
 * scores to the last bit.
 */
public final class FoldTrainer {
  private final Trainer trainer;

  public FoldTrainer(Trainer trainer) {
    this.trainer = trainer;
  }

  /**
   * Scores a way of training. Blocks until all folds are trained; an interrupt ends it as it ends
   * {@link Trainer#train}.
   *
   * @param folds at least 2, each opened when its turn comes and closed after it
   * @param seeds every fold derives its own
   * @throws MillraceException as {@link Trainer#train}
   */
  public FoldScores score(
      NetworkSpec network,
      FitSpec fit,
      List<? extends Supplier<? extends FoldRows>> folds,
      Seeds seeds,
      Progress progress) {
    if (folds.size() < 2) {
      throw new IllegalArgumentException("there are at least 2 folds, not " + folds.size());
    }
    List<FoldScores.Fold> scores = new ArrayList<>();
    for (int i = 0; i < folds.size(); i++) {
      try (FoldRows rows = folds.get(i).get()) {
        scores.add(
            score(
                i + 1, rows, train(network, fit, rows, seeds.derive("fold").derive(i), progress)));
      }
    }
    return FoldScores.of(network.network(), scores);
  }

  private LearningCurve train(
      NetworkSpec network, FitSpec fit, FoldRows rows, Seeds seeds, Progress progress) {
    return trainer
        .train(network, fit, rows.training(), rows.validation(), rows.encoder(), seeds, progress)
        .curve();
  }

  /** The best epoch's validation scores are those of the network as it was left. */
  private static FoldScores.Fold score(int fold, FoldRows rows, LearningCurve curve) {
    LearningCurve.Epoch best = curve.epochs().get(curve.bestEpoch() - 1);
    return new FoldScores.Fold(
        fold,
        rows.training().source().rows(),
        rows.validation().source().rows(),
        curve.bestEpoch(),
        best.validationRocAuc(),
        best.validationLogLoss());
  }
}
