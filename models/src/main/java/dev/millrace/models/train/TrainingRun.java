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

  /** Trains and leaves the network with the parameters of its best epoch. */
  LearningCurve run(BatchFeed feed, Validation validation, Seeds shuffles, Progress.Task progress) {
    List<LearningCurve.Epoch> curve = new ArrayList<>();
    BestEpoch best = new BestEpoch(fit);
    String stopped = "all " + fit.epochs() + " epochs were trained";
    for (int epoch = 1; epoch <= fit.epochs(); epoch++) {
      long start = System.nanoTime();
      feed.startEpoch(shuffles.derive(epoch));
      double loss = epoch(feed, epoch);
      Validation.Score score = validate(validation, epoch);
      best.offer(epoch, score, network);
      double rate = learningRate.at(epoch * stepsPerEpoch - 1);
      double seconds = (System.nanoTime() - start) / NANOS;
      curve.add(
          new LearningCurve.Epoch(epoch, rate, loss, score.logLoss(), score.rocAuc(), seconds));
      progress.advance(1);
      progress.note(best.remark());
      if (best.exhausted(epoch) && epoch < fit.epochs()) {
        stopped = "no gain in " + fit.patience() + " epochs";
        break;
      }
    }
    best.restore(network);
    return new LearningCurve(name, curve, best.epoch(), stopped);
  }

  private double epoch(BatchFeed feed, int epoch) {
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
    Validation.Score score = validation.score(network);
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
