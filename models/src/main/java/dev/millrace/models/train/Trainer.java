package dev.millrace.models.train;

import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.rows.TrainingRows;
import dev.millrace.contract.rows.ValidationRows;
import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.gpu.Backend;
import dev.millrace.models.fused.FusedStepper;
import dev.millrace.models.network.NetworkBuilder;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Optimizer;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.schedule.FixedSchedule;

/**
 * Fits networks to rows. The same rows, specs and seeds give the same parameters to the last bit,
 * in every process with the same backend and number of threads, whether rows were spilled or not
 * and whatever else is trained at the same time. Immutable and thread-safe: a call blocks until its
 * network is trained, and several threads may call at once; start the {@link Backend} with one
 * thread for each operation then. An interrupt of the calling thread ends its training between two
 * steps with a {@link java.util.concurrent.CancellationException}.
 */
public final class Trainer {
  private static final long MOST_MEMORY = 512L << 20;

  private final long memory;
  private final boolean stock;

  private Trainer(long memory, boolean stock) {
    this.memory = memory;
    this.stock = stock;
  }

  /** Keeps encoded rows on the heap up to 512 MiB or a quarter of it. */
  public static Trainer create() {
    return withMemory(Math.min(MOST_MEMORY, Runtime.getRuntime().maxMemory() / 4));
  }

  /**
   * A trainer with so much memory for rows.
   *
   * @param bytes of the heap for the encoded rows of one training; what needs more is spilled to a
   *     temporary file, encoded once as well, and read from there in the same order
   */
  public static Trainer withMemory(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("memory must be at least 1 byte, not " + bytes);
    }
    return new Trainer(bytes, false);
  }

  /**
   * A trainer that leaves every step to Deeplearning4j's own {@code fit}: slower, the reference.
   */
  Trainer withStockSteps() {
    return new Trainer(memory, true);
  }

  /** Bytes of the heap for the encoded rows of one training. */
  public long memoryBytes() {
    return memory;
  }

  /**
   * Trains until the epochs are over or the patience is, and restores the best epoch.
   *
   * @throws MillraceException {@link ErrorCode#CLASS_TOO_SMALL} where a class is absent, {@link
   *     ErrorCode#TRAINING_DIVERGED} where the loss becomes NaN or infinite, {@link
   *     ErrorCode#DISK_FULL} where rows have to be spilled and cannot be
   */
  public TrainedNetwork train(
      NetworkSpec spec,
      FitSpec fit,
      TrainingRows training,
      ValidationRows validation,
      FittedEncoder encoder,
      Seeds seeds,
      Progress progress) {
    return train(
        spec,
        fit,
        EncodedSource.ofTraining(training.source(), encoder),
        EncodedSource.ofOthers(validation.source(), encoder),
        seeds,
        progress);
  }

  TrainedNetwork train(
      NetworkSpec spec,
      FitSpec fit,
      EncodedSource training,
      EncodedSource validation,
      Seeds seeds,
      Progress progress) {
    try (EncodedFold fold = EncodedFold.of(training, validation, memory)) {
      return train(spec, fit, fold, seeds, EpochWatcher.none(), progress);
    }
  }

  /**
   * As above, on rows that were read already, until the watcher says stop.
   *
   * @throws MillraceException {@link ErrorCode#TRAINING_DIVERGED} where the loss becomes NaN or
   *     infinite
   */
  public TrainedNetwork train(
      NetworkSpec spec,
      FitSpec fit,
      EncodedFold fold,
      Seeds seeds,
      EpochWatcher watcher,
      Progress progress) {
    Validation judge = new Validation(fold.validation());
    return train(
        spec,
        fit,
        fit.epochs(),
        fold.training(),
        fold.trainingPositives(),
        seeds,
        progress,
        (run, feed, shuffles, task) -> run.run(feed, judge, shuffles, watcher, task));
  }

  /**
   * Trains on training and validation rows together for a number of epochs that was found before,
   * by a training that was judged on the validation rows. There is nothing left to judge this one:
   * its curve has NaN for the validation scores and the last epoch as the best.
   *
   * <p>The learning rate is that of the first {@code epochs} of {@code fit.epochs()}, not a
   * schedule squeezed into {@code epochs}: the number was found under those rates, and a network
   * whose best epoch came at a high rate is another one than a network cooled down in the same
   * time. An epoch stays one pass over the rows, so there are more steps than there were, in
   * proportion to the rows.
   *
   * @param epochs from 1 to {@code fit.epochs()}
   * @param encoder the one fitted on training rows; it stays as it is, so that the network takes
   *     the same features as the one whose epochs were counted
   * @param seeds as given to {@link #train}: the network starts with the same weights
   * @throws MillraceException as {@link #train}
   */
  public TrainedNetwork refit(
      NetworkSpec spec,
      FitSpec fit,
      int epochs,
      TrainingRows training,
      ValidationRows validation,
      FittedEncoder encoder,
      Seeds seeds,
      Progress progress) {
    return refit(
        spec,
        fit,
        epochs,
        EncodedSource.ofTraining(training.source(), encoder),
        EncodedSource.ofOthers(validation.source(), encoder),
        seeds,
        progress);
  }

  TrainedNetwork refit(
      NetworkSpec spec,
      FitSpec fit,
      int epochs,
      EncodedSource training,
      EncodedSource validation,
      Seeds seeds,
      Progress progress) {
    if (epochs < 1 || epochs > fit.epochs()) {
      throw new IllegalArgumentException(
          "epochs of a refit must be from 1 to the %d of the fit, not %d"
              .formatted(fit.epochs(), epochs));
    }
    EncodedFold.requireBothClasses(training, "training");
    try (Matrix rows = Matrix.read(List.of(training, validation), memory)) {
      return train(
          spec,
          fit,
          epochs,
          rows,
          training.positives() + validation.positives(),
          seeds,
          progress,
          (run, feed, shuffles, task) -> run.run(feed, epochs, shuffles, task));
    }
  }

  /** The epochs of a run that is set up. */
  @FunctionalInterface
  private interface Epochs {
    LearningCurve train(TrainingRun run, MatrixFeed feed, Seeds shuffles, Progress.Task progress);
  }

  private TrainedNetwork train(
      NetworkSpec spec,
      FitSpec fit,
      int epochs,
      Matrix rows,
      long positives,
      Seeds seeds,
      Progress progress,
      Epochs training) {
    Backend.setUpThread();
    Seeds own = seeds.derive("train/" + spec.network());
    Batch batch = Batch.of(Math.min(fit.batch(), rows.rows()), rows.width());
    long stepsPerEpoch = rows.rows() / batch.rows();
    LearningRate rate =
        new LearningRate(fit.schedule(), fit.learningRate(), fit.epochs() * stepsPerEpoch);
    Optimizer optimizer = Optimizer.of(new FixedSchedule(fit.learningRate()), fit.weightDecay());
    MultiLayerNetwork network =
        NetworkBuilder.build(spec, rows.width(), optimizer, own.derive("weights"));
    MatrixFeed feed = new MatrixFeed(rows, Targets.of(fit, rows.rows(), positives));
    try (Steps steps = steps(network, spec, fit, batch, own.derive("dropout"));
        Progress.Task task = progress.start("train " + spec.network(), epochs, "epochs")) {
      TrainingRun run = new TrainingRun(spec.network(), fit, network, steps, rate, batch);
      return new TrainedNetwork(
          spec, network, training.train(run, feed, own.derive("shuffle"), task));
    }
  }

  private Steps steps(
      MultiLayerNetwork network, NetworkSpec spec, FitSpec fit, Batch batch, Seeds dropout) {
    Optional<FusedStepper> fused =
        stock ? Optional.empty() : FusedStepper.of(network, batch.rows(), dropout);
    return fused.isPresent()
        ? new FusedSteps(fused.get())
        : new StockSteps(network, spec, fit.weightDecay(), dropout);
  }
}
