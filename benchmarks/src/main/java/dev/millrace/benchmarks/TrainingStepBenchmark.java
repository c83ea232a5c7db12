package dev.millrace.benchmarks;

import dev.millrace.contract.support.Seeds;
import dev.millrace.gpu.Backend;
import dev.millrace.gpu.BackendChoice;
import dev.millrace.models.fused.FusedStepper;
import dev.millrace.models.network.NetworkBuilder;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Nonlinearity;
import dev.millrace.models.network.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.FixedSchedule;

/**
 * Time of one training step (forward, backward, Adam) of small dense networks with ReLU: the fused
 * step beside Deeplearning4j's own fit. Prints a line {@code name<TAB>network<TAB>batch<TAB>median
 * milliseconds} for each; {@code training-step.sh} makes the table with PyTorch's.
 */
public final class TrainingStepBenchmark {
  private static final int WIDTH = 40;
  private static final int WARM_UP = 2_000;
  private static final int MEASURED = 2_000;
  private static final double RATE = 1e-3;

  private TrainingStepBenchmark() {}

  /** One measured step. */
  @FunctionalInterface
  private interface Step {
    void run();
  }

  /**
   * @param args threads, 1 if absent
   */
  public static void main(String[] args) {
    int threads = args.length == 0 ? 1 : Integer.parseInt(args[0]);
    Backend.start(BackendChoice.CPU, threads);
    measure(List.of(64, 32), 256, threads);
    measure(List.of(256, 128), 1024, threads);
  }

  private static void measure(List<Integer> layers, int batch, int threads) {
    float[] features = new float[batch * WIDTH];
    float[] targets = new float[batch];
    float[] weights = new float[batch];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) (random.nextDouble() * 2 - 1);
    }
    for (int row = 0; row < batch; row++) {
      targets[row] = features[row * WIDTH] > 0 ? 1 : 0;
    }
    Arrays.fill(weights, 1);
    String shape = WIDTH + "-" + layers.get(0) + "-" + layers.get(1) + "-1\t" + batch;

    MultiLayerNetwork fused = network(layers);
    try (FusedStepper stepper = FusedStepper.of(fused, batch, new Seeds(1)).orElseThrow()) {
      print("millrace", threads, shape, () -> stepper.step(features, targets, weights, RATE));
    }
    MultiLayerNetwork stock = network(layers);
    INDArray rows = Nd4j.create(features, new long[] {batch, WIDTH});
    INDArray labels = Nd4j.create(targets, new long[] {batch, 1});
    print("stock DL4J", threads, shape, () -> stock.fit(rows, labels));
  }

  private static MultiLayerNetwork network(List<Integer> layers) {
    return NetworkBuilder.build(
        new NetworkSpec.Mlp(layers, Nonlinearity.RELU, 0, 0),
        WIDTH,
        Optimizer.of(new FixedSchedule(RATE), 0),
        new Seeds(1));
  }

  /** The median, because a shared machine makes the mean a matter of luck. */
  private static void print(String name, int threads, String shape, Step step) {
    for (int i = 0; i < WARM_UP; i++) {
      step.run();
    }
    double[] millis = new double[MEASURED];
    for (int i = 0; i < MEASURED; i++) {
      long start = System.nanoTime();
      step.run();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT, "%s, %d thread\t%s\t%.4f%n", name, threads, shape, millis[MEASURED / 2]);
  }
}
