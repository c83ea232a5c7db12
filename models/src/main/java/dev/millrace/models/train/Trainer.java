package dev.millrace.models.train;

import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.rows.TrainingRows;
import dev.millrace.contract.rows.ValidationRows;
import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.models.fused.FusedStepper;
import dev.millrace.models.network.NetworkBuilder;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Optimizer;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.schedule.FixedSchedule;

/**
 * Fits networks to rows. The same rows, specs and seeds give the same parameters to the last bit,
 * in every process with the same backend and number of threads. Immutable; each call of {@link
 * #train} is for one thread and blocks until the network is trained. An interrupt of that thread
 * ends it between two steps with a {@link java.util.concurrent.CancellationException}.
 */
public final class Trainer {
  private static final long MOST_MEMORY = 512L << 20;

  private final long memory;
  private final boolean stock;

  private Trainer(long memory, boolean stock) {
    this.memory = memory;
    this.stock = stock;
  }

  /** Keeps encoded rows in memory up to 512 MiB or a quarter of the heap, and streams beyond. */
  public static Trainer create() {
    return withMemory(Math.min(MOST_MEMORY, Runtime.getRuntime().maxMemory() / 4));
  }

  /**
   * A trainer with so much memory for rows.
   *
   * @param bytes for encoded training rows, and as much for validation rows; what needs more is
   *     read again for each epoch and shuffled within a buffer of that size
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

  /**
   * Trains until the epochs are over or the patience is, and restores the best epoch.
   *
   * @throws MillraceException {@link ErrorCode#CLASS_TOO_SMALL} where a class is absent, {@link
   *     ErrorCode#TRAINING_DIVERGED} where the loss becomes NaN or infinite
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
        seeds.derive("train/" + spec.network()),
        progress);
  }

  TrainedNetwork train(
      NetworkSpec spec,
      FitSpec fit,
      EncodedSource training,
      EncodedSource validation,
      Seeds seeds,
      Progress progress) {
    requireBothClasses(training, "training");
    requireBothClasses(validation, "validation");
    Batch batch = Batch.of((int) Math.min(fit.batch(), training.rows()), training.width());
    long stepsPerEpoch = training.rows() / batch.rows();
    LearningRate rate =
        new LearningRate(fit.schedule(), fit.learningRate(), fit.epochs() * stepsPerEpoch);
    Optimizer optimizer = Optimizer.of(new FixedSchedule(fit.learningRate()), fit.weightDecay());
    MultiLayerNetwork network =
        NetworkBuilder.build(spec, training.width(), optimizer, seeds.derive("weights"));
    try (Steps steps = steps(network, spec, fit, batch, seeds.derive("dropout"));
        Progress.Task task = progress.start("train " + spec.network(), fit.epochs(), "epochs");
        BatchFeed feed = feed(training, fit)) {
      TrainingRun run = new TrainingRun(spec.network(), fit, network, steps, rate, batch);
      Validation judge = new Validation(validation, memory);
      return new TrainedNetwork(spec, network, run.run(feed, judge, seeds.derive("shuffle"), task));
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

  private BatchFeed feed(EncodedSource rows, FitSpec fit) {
    Targets targets = Targets.of(fit, rows.rows(), rows.positives());
    if (Matrix.fits(rows, memory)) {
      return new MatrixFeed(Matrix.read(rows), targets);
    }
    long capacity = Math.max(1, memory / ((rows.width() + 1L) * Float.BYTES));
    int addressable = (Integer.MAX_VALUE - 8) / rows.width();
    return new StreamFeed(rows, targets, (int) Math.min(capacity, addressable));
  }

  private static void requireBothClasses(EncodedSource rows, String part) {
    if (rows.positives() == 0 || rows.positives() == rows.rows()) {
      throw new MillraceException(
          ErrorCode.CLASS_TOO_SMALL,
          "the %s rows need both classes, but %d of %d rows are positive"
              .formatted(part, rows.positives(), rows.rows()),
          "Check `positive` of the target, or give the smaller class more rows by `split`.");
    }
  }
}
