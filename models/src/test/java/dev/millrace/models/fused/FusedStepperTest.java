package dev.millrace.models.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.support.Seeds;
import dev.millrace.models.network.NetworkBuilder;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Nonlinearity;
import dev.millrace.models.network.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.FixedSchedule;

/** Stock Deeplearning4j is the reference: same start, same batches, same numbers after. */
class FusedStepperTest {
  private static final int ROWS = 32;
  private static final int WIDTH = 7;
  private static final int STEPS = 40;
  private static final double RATE = 0.01;

  static Stream<NetworkSpec> networks() {
    return Stream.concat(
        Stream.of(new NetworkSpec.Logistic()),
        Stream.of(Nonlinearity.values())
            .map(activation -> new NetworkSpec.Mlp(List.of(9, 5), activation, 0, 0)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void its_parameters_stay_equal_to_those_of_stock_training(NetworkSpec spec) {
    MultiLayerNetwork stock = network(spec, 0.02);
    MultiLayerNetwork fused = network(spec, 0.02);
    assertThat(fused.params()).isEqualTo(stock.params());
    try (FusedStepper stepper = FusedStepper.of(fused, ROWS, new Seeds(1)).orElseThrow()) {
      Batches batches = new Batches();
      for (int step = 0; step < STEPS; step++) {
        batches.next();
        double decay = stock.calcRegularizationScore(true);
        batches.fit(stock);
        double loss = stepper.step(batches.features, batches.targets, batches.weights, RATE);
        assertThat(loss).isEqualTo(stock.score() - decay, within(1e-4));
      }
      stepper.publish();
    }
    assertClose(fused.params(), stock.params());
    assertClose(fused.getUpdater().getStateViewArray(), stock.getUpdater().getStateViewArray());
    assertThat(fused.getIterationCount()).isEqualTo(STEPS);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void it_predicts_what_the_network_predicts_without_dropout(NetworkSpec spec) {
    NetworkSpec dropping =
        spec instanceof NetworkSpec.Mlp mlp
            ? new NetworkSpec.Mlp(mlp.layers(), mlp.activation(), 0.4, 0.2)
            : spec;
    MultiLayerNetwork network = network(dropping, 0.02);
    Batches batches = new Batches();
    try (FusedStepper stepper = FusedStepper.of(network, ROWS, new Seeds(1)).orElseThrow()) {
      for (int step = 0; step < STEPS; step++) {
        batches.next();
        stepper.step(batches.features, batches.targets, batches.weights, RATE);
      }
      stepper.publish();
      for (int rows : new int[] {ROWS, 3}) {
        float[] features = Arrays.copyOf(batches.features, rows * WIDTH);
        double[] predicted = new double[rows + 1];
        stepper.predict(features, predicted, 1);
        INDArray expected = network.output(Nd4j.create(features, new int[] {rows, WIDTH}, 'c'));
        for (int row = 0; row < rows; row++) {
          assertThat(predicted[row + 1]).isEqualTo(expected.getDouble(row), within(1e-6));
        }
      }
    }
  }

  @Test
  void stock_training_goes_on_where_it_stopped() {
    NetworkSpec spec = new NetworkSpec.Mlp(List.of(9, 5), Nonlinearity.SWISH, 0, 0);
    MultiLayerNetwork stock = network(spec, 0.02);
    MultiLayerNetwork mixed = network(spec, 0.02);
    Batches batches = new Batches();
    try (FusedStepper stepper = FusedStepper.of(mixed, ROWS, new Seeds(1)).orElseThrow()) {
      for (int step = 0; step < STEPS; step++) {
        batches.next();
        batches.fit(stock);
        if (step < STEPS / 2) {
          stepper.step(batches.features, batches.targets, batches.weights, RATE);
        } else {
          if (step == STEPS / 2) {
            stepper.publish();
          }
          batches.fit(mixed);
        }
      }
    }
    assertClose(mixed.params(), stock.params());
  }

  /** The mean loss moves by the gradient that Adam's first mean holds, (1 - beta1) times. */
  @Test
  void its_gradient_is_the_slope_of_the_loss() {
    NetworkSpec spec = new NetworkSpec.Mlp(List.of(6, 4), Nonlinearity.TANH, 0, 0);
    MultiLayerNetwork network = network(spec, 0);
    Batches batches = new Batches();
    batches.next();
    INDArray start = network.params().dup();
    try (FusedStepper stepper = FusedStepper.of(network, ROWS, new Seeds(1)).orElseThrow()) {
      stepper.step(batches.features, batches.targets, batches.weights, RATE);
      stepper.publish();
    }
    float[] mean = network.getUpdater().getStateViewArray().dup().data().asFloat();
    float shift = 5e-3f;
    for (int i = 0; i < start.length(); i++) {
      double slope =
          (lossAt(spec, start, i, shift, batches) - lossAt(spec, start, i, -shift, batches))
              / (2 * shift);
      assertThat(mean[i] / 0.1).as("parameter %s", i).isEqualTo(slope, within(5e-4));
    }
  }

  @Test
  void weighted_rows_pull_like_repeated_rows() {
    NetworkSpec spec = new NetworkSpec.Mlp(List.of(6), Nonlinearity.SWISH, 0, 0);
    MultiLayerNetwork weighted = network(spec, 0);
    MultiLayerNetwork repeated = network(spec, 0);
    Batches batches = new Batches();
    batches.next();
    int rows = 4;
    float[] features = java.util.Arrays.copyOf(batches.features, rows * WIDTH);
    float[] targets = {1, 0, 0, 1};
    try (FusedStepper once = FusedStepper.of(weighted, rows, new Seeds(1)).orElseThrow();
        FusedStepper twice = FusedStepper.of(repeated, 2 * rows, new Seeds(1)).orElseThrow()) {
      double loss = once.step(features, targets, new float[] {3, 1, 1, 3}, RATE);
      once.publish();
      float[] again = new float[2 * rows * WIDTH];
      int[] from = {0, 0, 0, 1, 2, 3, 3, 3};
      float[] repeatedTargets = new float[2 * rows];
      for (int i = 0; i < from.length; i++) {
        System.arraycopy(features, from[i] * WIDTH, again, i * WIDTH, WIDTH);
        repeatedTargets[i] = targets[from[i]];
      }
      float[] ones = new float[2 * rows];
      java.util.Arrays.fill(ones, 1);
      double repeatedLoss = twice.step(again, repeatedTargets, ones, RATE);
      twice.publish();
      assertThat(loss * rows).isEqualTo(repeatedLoss * 2 * rows, within(1e-5));
    }
    INDArray gradient = weighted.getUpdater().getStateViewArray().mul(rows);
    INDArray repeatedGradient = repeated.getUpdater().getStateViewArray().mul(2 * rows);
    long parameters = weighted.numParams();
    assertClose(head(gradient, parameters), head(repeatedGradient, parameters));
  }

  @Test
  void dropout_keeps_the_mean_and_follows_its_seed() {
    NetworkSpec spec = new NetworkSpec.Mlp(List.of(9, 5), Nonlinearity.RELU, 0.4, 0.1);
    MultiLayerNetwork one = network(spec, 0);
    MultiLayerNetwork same = network(spec, 0);
    MultiLayerNetwork other = network(spec, 0);
    train(one, 1);
    train(same, 1);
    train(other, 2);
    assertThat(same.params()).isEqualTo(one.params());
    assertThat(other.params()).isNotEqualTo(one.params());
  }

  @Test
  void what_it_does_not_understand_is_left_to_stock_training() {
    assertThat(FusedStepper.of(built(new Sgd(0.1), false), ROWS, new Seeds(1))).isEmpty();
    assertThat(FusedStepper.of(built(new Adam(0.1), true), ROWS, new Seeds(1))).isEmpty();
  }

  private static MultiLayerNetwork built(
      org.nd4j.linalg.learning.config.IUpdater updater, boolean normalised) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder().updater(updater).list();
    if (normalised) {
      layers.layer(new BatchNormalization.Builder().nIn(WIDTH).nOut(WIDTH).build());
    }
    layers.layer(
        new OutputLayer.Builder(LossFunction.XENT)
            .nIn(WIDTH)
            .nOut(1)
            .activation(Activation.SIGMOID)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }

  private static void train(MultiLayerNetwork network, long seed) {
    Batches batches = new Batches();
    try (FusedStepper stepper = FusedStepper.of(network, ROWS, new Seeds(seed)).orElseThrow()) {
      for (int step = 0; step < STEPS; step++) {
        batches.next();
        stepper.step(batches.features, batches.targets, batches.weights, RATE);
      }
      stepper.publish();
    }
  }

  private static double lossAt(
      NetworkSpec spec, INDArray start, int parameter, float shift, Batches batches) {
    MultiLayerNetwork network = network(spec, 0);
    INDArray moved = start.dup();
    moved.putScalar(parameter, moved.getFloat(parameter) + shift);
    network.setParams(moved);
    try (FusedStepper stepper = FusedStepper.of(network, ROWS, new Seeds(1)).orElseThrow()) {
      return stepper.step(batches.features, batches.targets, batches.weights, RATE);
    }
  }

  private static MultiLayerNetwork network(NetworkSpec spec, double decay) {
    Optimizer optimizer = Optimizer.of(new FixedSchedule(RATE), decay);
    return NetworkBuilder.build(spec, WIDTH, optimizer, new Seeds(7));
  }

  private static INDArray head(INDArray array, long length) {
    return array
        .reshape(array.length())
        .get(org.nd4j.linalg.indexing.NDArrayIndex.interval(0, length));
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    float[] a = actual.dup().data().asFloat();
    float[] e = expected.dup().data().asFloat();
    double scale = expected.norm2Number().doubleValue() / Math.sqrt(e.length);
    for (int i = 0; i < e.length; i++) {
      assertThat((double) a[i])
          .as("value %s", i)
          .isEqualTo(e[i], within(1e-4 * (Math.abs(e[i]) + scale)));
    }
  }

  /** Random rows with smoothed labels that depend on them, all of the same weight. */
  private static final class Batches {
    final float[] features = new float[ROWS * WIDTH];
    final float[] targets = new float[ROWS];
    final float[] weights = new float[ROWS];
    private final SplittableRandom random = new SplittableRandom(3);

    void next() {
      for (int i = 0; i < features.length; i++) {
        features[i] = (float) (random.nextDouble() * 4 - 2);
      }
      for (int row = 0; row < ROWS; row++) {
        boolean positive = features[row * WIDTH] * features[row * WIDTH + 1] > 0;
        targets[row] = positive ? 0.95f : 0.05f;
        weights[row] = 1;
      }
    }

    void fit(MultiLayerNetwork network) {
      network.fit(
          Nd4j.create(features, new long[] {ROWS, WIDTH}),
          Nd4j.create(targets, new long[] {ROWS, 1}));
    }
  }
}
