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
      try (FoldRows rows = folds.get(i).get();
          EncodedFold fold = EncodedFold.read(rows, trainer.memoryBytes())) {
        Seeds own = seeds.derive("fold").derive(i);
        scores.add(
            score(i + 1, fold, train(network, fit, fold, own, EpochWatcher.none(), progress)));
      }
    }
    return FoldScores.of(network.network(), scores);
  }

  /**
   * Trains on one fold that was read before, for as long as the watcher wants. With the seeds
   * {@code seeds.derive("fold").derive(i)}, i from 0, it gives to the last bit what {@link #score}
   * finds with {@code seeds} on its fold i. Any number of threads may train at once, on the same
   * fold as well.
   *
   * @param watcher sees each epoch; where it ends training, {@link LearningCurve#stopped} says so
   *     and the best epoch is the best of those that were trained
   * @throws MillraceException as {@link Trainer#train}
   */
  public LearningCurve train(
      NetworkSpec network,
      FitSpec fit,
      EncodedFold fold,
      Seeds seeds,
      EpochWatcher watcher,
      Progress progress) {
    return trainer.train(network, fit, fold, seeds, watcher, progress).curve();
  }

  /** The best epoch's validation scores are those of the network as it was left. */
  private static FoldScores.Fold score(int number, EncodedFold fold, LearningCurve curve) {
    LearningCurve.Epoch best = curve.epochs().get(curve.bestEpoch() - 1);
    return new FoldScores.Fold(
        number,
        fold.trainingRows(),
        fold.validationRows(),
        curve.bestEpoch(),
        best.validationRocAuc(),
        best.validationLogLoss());
  }
}
