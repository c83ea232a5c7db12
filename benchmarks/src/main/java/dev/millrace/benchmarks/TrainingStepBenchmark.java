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
 * step beside Deeplearning4j's own fit. Prints a line {@code
 * name<TAB>network<TAB>batch<TAB>milliseconds} for each; {@code training-step.sh} makes the table
 * with PyTorch's.
 */
public final class TrainingStepBenchmark {
  private static final int WIDTH = 40;
  private static final double RATE = 1e-3;

  private TrainingStepBenchmark() {}

  /**
   * Measures and prints.
   *
   * @param args threads, 1 if absent
   */
  public static void main(String[] args) throws Exception {
    int threads = args.length == 0 ? 1 : Integer.parseInt(args[0]);
    Backend.start(BackendChoice.CPU, threads);
    measure(List.of(64, 32), 256, threads);
    measure(List.of(256, 128), 1024, threads);
  }

  private static void measure(List<Integer> layers, int batch, int threads) throws Exception {
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
    MultiLayerNetwork stock = network(layers);
    INDArray rows = Nd4j.create(features, new long[] {batch, WIDTH});
    INDArray labels = Nd4j.create(targets, new long[] {batch, 1});
    try (FusedStepper stepper =
        FusedStepper.of(network(layers), batch, new Seeds(1)).orElseThrow()) {
      double[] micros =
          Stopwatch.microseconds(
              () -> stepper.step(features, targets, weights, RATE), () -> stock.fit(rows, labels));
      String shape = WIDTH + "-" + layers.get(0) + "-" + layers.get(1) + "-1\t" + batch;
      print("Millrace", threads, shape, micros[0]);
      print("stock Deeplearning4j", threads, shape, micros[1]);
    }
  }

  private static MultiLayerNetwork network(List<Integer> layers) {
    return NetworkBuilder.build(
        new NetworkSpec.Mlp(layers, Nonlinearity.RELU, 0, 0),
        WIDTH,
        Optimizer.of(new FixedSchedule(RATE), 0),
        new Seeds(1));
  }

  private static void print(String name, int threads, String shape, double micros) {
    System.out.printf(
        Locale.ROOT,
        "%s, %d thread%s\t%s\t%.4f%n",
        name,
        threads,
        threads == 1 ? "" : "s",
        shape,
        micros / 1e3);
  }
}
