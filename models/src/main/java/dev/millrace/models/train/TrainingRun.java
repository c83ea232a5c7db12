package dev.millrace.models.train;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The epochs of one network: steps, validation, the best epoch, and when to stop. */
final class TrainingRun {
  private static final double NANOS = 1e9;
  private static final Validation.Score NOT_JUDGED = new Validation.Score(Double.NaN, Double.NaN);

  private final String name;
  private final FitSpec fit;
  private final MultiLayerNetwork network;
  private final Steps steps;
  private final LearningRate learningRate;
  private final long stepsPerEpoch;
  private final Batch batch;

  /**
   * @param name of the network, for people
   */
  TrainingRun(
      String name,
      FitSpec fit,
      MultiLayerNetwork network,
      Steps steps,
      LearningRate learningRate,
      Batch batch) {
    this.name = name;
    this.fit = fit;
    this.network = network;
    this.steps = steps;
    this.learningRate = learningRate;
    this.stepsPerEpoch = learningRate.steps() / fit.epochs();
    this.batch = batch;
  }

  /**
   * Trains until the epochs, the patience or the watcher ends it, and leaves the network with the
   * parameters of its best epoch.
   */
  LearningCurve run(
      MatrixFeed feed,
      Validation validation,
      Seeds shuffles,
      EpochWatcher watcher,
      Progress.Task progress) {
    List<LearningCurve.Epoch> curve = new ArrayList<>();
    BestEpoch best = new BestEpoch(fit);
    String stopped = "";
    for (int number = 1; stopped.isEmpty(); number++) {
      long start = System.nanoTime();
      double loss = epoch(feed, number, shuffles);
      Validation.Score score = validate(validation, number);
      best.offer(number, score, network);
      LearningCurve.Epoch epoch = epoch(number, loss, score, start);
      curve.add(epoch);
      progress.advance(1);
      progress.note(best.remark());
      stopped = watcher.goOn(epoch) ? ended(best, number) : "the watcher of epochs ended it";
    }
    best.restore(network);
    return new LearningCurve(name, curve, best.epoch(), stopped);
  }

  /** Trains for so many epochs and leaves the network with the parameters of the last. */
  LearningCurve run(MatrixFeed feed, int epochs, Seeds shuffles, Progress.Task progress) {
    List<LearningCurve.Epoch> curve = new ArrayList<>();
    for (int number = 1; number <= epochs; number++) {
      long start = System.nanoTime();
      double loss = epoch(feed, number, shuffles);
      curve.add(epoch(number, loss, NOT_JUDGED, start));
      progress.advance(1);
    }
    return new LearningCurve(name, curve, epochs, "trained again for " + epochs + " epochs");
  }

  /** Why training ends after an epoch; empty where it goes on. */
  private String ended(BestEpoch best, int epoch) {
    if (epoch == fit.epochs()) {
      return "all " + epoch + " epochs were trained";
    }
    return best.exhausted(epoch) ? "no gain in " + fit.patience() + " epochs" : "";
  }

  private LearningCurve.Epoch epoch(int number, double loss, Validation.Score score, long start) {
    double rate = learningRate.at(number * stepsPerEpoch - 1);
    double seconds = (System.nanoTime() - start) / NANOS;
    return new LearningCurve.Epoch(number, rate, loss, score.logLoss(), score.rocAuc(), seconds);
  }

  private double epoch(MatrixFeed feed, int epoch, Seeds shuffles) {
    feed.startEpoch(shuffles.derive(epoch));
    double sum = 0;
    for (int step = 1; step <= stepsPerEpoch; step++) {
      if (Thread.interrupted()) {
        throw new CancellationException("training of " + name + " was interrupted");
      }
      feed.fill(batch);
      double loss = steps.step(batch, learningRate.at((epoch - 1) * stepsPerEpoch + step - 1));
      if (!Double.isFinite(loss)) {
        throw diverged(epoch, "step " + step + " of " + stepsPerEpoch, "training loss", loss);
      }
      sum += loss;
    }
    steps.publish();
    return sum / stepsPerEpoch;
  }

  private Validation.Score validate(Validation validation, int epoch) {
    Validation.Score score = validation.score(steps::predict);
    if (!Double.isFinite(score.logLoss())) {
      String at = "after step " + stepsPerEpoch;
      throw diverged(epoch, at, "validation log-loss", score.logLoss());
    }
    return score;
  }

  private MillraceException diverged(int epoch, String step, String what, double value) {
    return new MillraceException(
        ErrorCode.TRAINING_DIVERGED,
        String.format(
            Locale.ROOT,
            "training of %s broke down in epoch %d, %s: the %s became %s at learning rate %.3g",
            name,
            epoch,
            step,
            what,
            value,
            fit.learningRate()),
        String.format(
            Locale.ROOT,
            "Try `learning_rate: %.3g` under `train`; where that does not help, look for columns"
                + " with extreme values and encode them as `robust` or `quantile`.",
            fit.learningRate() / 10));
  }
}
