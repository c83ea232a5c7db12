package dev.millrace.tuning.network;

import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.models.train.EncodedFold;
import dev.millrace.models.train.FitSpec;
import dev.millrace.models.train.FoldRows;
import dev.millrace.models.train.FoldScores;
import dev.millrace.models.train.FoldTrainer;
import dev.millrace.models.train.LearningCurve;
import dev.millrace.models.train.LearningCurve.Epoch;
import dev.millrace.models.train.Trainer;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.study.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Judges a configuration by cross-validation: it is trained on every fold and its value is the mean
 * of the goal over the folds' validation rows, each at the epoch that the recipe's {@code select}
 * keeps. Every configuration meets the same folds with the same seeds (common random numbers), so
 * its value depends on itself alone, and two of them differ by less noise than each has.
 *
 * <p>After every epoch it reports the mean over the finished folds and the best epoch of the
 * running one; the step counts epochs through all folds, a fold that stops early ends on the last
 * step of its turn, so that trials are comparable at the end of each fold.
 *
 * <p>Test rows are unreachable: folds have training and validation rows. Thread-safe; the trials of
 * several threads share the encoded folds.
 */
public final class FoldObjective implements Objective, AutoCloseable {
  /** Encodings whose folds are kept beside those in use. */
  private static final int ENCODINGS_KEPT = 4;

  private final NetworkSpace space;
  private final Goal goal;
  private final int folds;
  private final FoldTrainer trainer;
  private final FoldCache cache;
  private final Seeds seeds;

  /**
   * @param folds how many there are, at least 2
   * @param rows the folds by the choice of encoding, each opened when it is read
   * @param memoryBytes of the heap for encoded rows; what needs more lies in temporary files
   * @param seeds the same for every trial
   */
  public FoldObjective(
      NetworkSpace space,
      Goal goal,
      int folds,
      Function<EncodingChoice, List<Supplier<FoldRows>>> rows,
      long memoryBytes,
      Seeds seeds) {
    this.space = space;
    this.goal = goal;
    this.folds = folds;
    this.trainer = new FoldTrainer(Trainer.create());
    this.cache = new FoldCache(rows, memoryBytes, folds * ENCODINGS_KEPT);
    this.seeds = seeds;
  }

  @Override
  public Score score(Point point, Report report) {
    Configuration configuration = space.configuration(point);
    List<Double> finished = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      checkInterrupt();
      Run run = new Run(configuration.fit(), fold, List.copyOf(finished), report);
      LearningCurve curve =
          cache.with(configuration.encoding(), fold, rows -> train(configuration, rows, run));
      finished.add(goal.of(curve.epochs().get(curve.bestEpoch() - 1)));
      if (run.ended || !goesOn(finished, fold, report)) {
        break;
      }
    }
    return score(finished);
  }

  private LearningCurve train(Configuration configuration, EncodedFold rows, Run run) {
    return trainer.train(
        configuration.network(),
        configuration.fit(),
        rows,
        seeds.derive("fold").derive(run.fold),
        run::goesOn,
        Progress.silent());
  }

  private boolean goesOn(List<Double> finished, int fold, Report report) {
    boolean steps = report.step((fold + 1) * space.mostEpochs(), mean(finished));
    boolean folding = report.fold(finished.get(fold));
    return steps && folding;
  }

  private static Score score(List<Double> values) {
    FoldScores.Mean mean =
        FoldScores.Mean.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    return new Score(mean.mean(), mean.standardError());
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private static void checkInterrupt() {
    if (Thread.interrupted()) {
      throw new CancellationException("the trial was interrupted");
    }
  }

  @Override
  public void close() {
    cache.close();
  }

  /** The running fold of a trial, as its epochs come. For one thread. */
  private final class Run {
    private final FitSpec fit;
    private final int fold;
    private final List<Double> finished;
    private final Report report;
    private double selected = Double.NEGATIVE_INFINITY;
    private double best = Double.NaN;
    private boolean ended;

    Run(FitSpec fit, int fold, List<Double> finished, Report report) {
      this.fit = fit;
      this.fold = fold;
      this.finished = finished;
      this.report = report;
    }

    /** The last step of the turn is the whole fold's; it is reported when the fold is over. */
    boolean goesOn(Epoch epoch) {
      double criterion =
          fit.select() == FitSpec.Select.ROC_AUC
              ? epoch.validationRocAuc()
              : -epoch.validationLogLoss();
      if (criterion >= selected) {
        selected = criterion;
        best = goal.of(epoch);
      }
      if (epoch.epoch() >= space.mostEpochs()) {
        return true;
      }
      List<Double> values = new ArrayList<>(finished);
      values.add(best);
      ended = !report.step(fold * space.mostEpochs() + epoch.epoch(), mean(values));
      return !ended;
    }
  }
}
