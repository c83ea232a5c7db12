package dev.millrace.models.fused;

import dev.millrace.contract.support.Seeds;
import dev.millrace.gpu.Backend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a {@link MultiLayerNetwork} of dense layers as its own {@code fit} would: the same loss,
 * gradient, Adam and weight decay from the same configuration, in a handful of BLAS calls and plain
 * loops for each step. Deeplearning4j spends some 2 ms on dispatching the operations of such a
 * step, whose arithmetic takes 0.2 ms. Works on copies of the parameters and of Adam's state;
 * {@link #publish} writes them into the network. Only what dropout drops differs from {@code fit}:
 * the random numbers are others. Not thread-safe, but for several networks at once.
 */
public final class FusedStepper implements AutoCloseable {
  private final MultiLayerNetwork network;
  private final int rows;
  private final AdamRule rule;
  private final List<Linear> layers = new ArrayList<>();
  private final List<Kernel> kernels = new ArrayList<>();
  private final List<DropoutMask> masks = new ArrayList<>();
  private final List<float[]> slopes = new ArrayList<>();
  private final NativeFloats input;
  private int step;

  private FusedStepper(MultiLayerNetwork network, Blueprint blueprint, int rows, Seeds dropout) {
    this.network = network;
    this.rows = rows;
    this.rule = blueprint.rule();
    for (Blueprint.Hidden hidden : blueprint.hidden()) {
      add(hidden.in(), hidden.out(), hidden.retained(), rows, dropout);
      kernels.add(hidden.kernel());
      slopes.add(new float[hidden.out() * rows]);
    }
    add(blueprint.lastInputs(), 1, blueprint.lastRetained(), rows, dropout);
    input = new NativeFloats(rows * layers.get(0).in);
    step = network.getIterationCount();
    exchange(true);
  }

  /**
   * A stepper for batches of that many rows that goes on where the network is.
   *
   * @param dropout seeds what is dropped
   * @return empty where the network or the backend asks for more than this class can do; {@code
   *     fit} is the way then
   */
  public static Optional<FusedStepper> of(MultiLayerNetwork network, int rows, Seeds dropout) {
    if (Backend.isBuiltForCuda() || !hasOneUpdaterBlock(network)) {
      return Optional.empty();
    }
    Gemm.start();
    return Blueprint.of(network).map(found -> new FusedStepper(network, found, rows, dropout));
  }

  /**
   * One step of the optimiser.
   *
   * @param features row-major {@code [rows, inputs]}
   * @param targets in [0, 1]
   * @param weights how much each row counts
   * @param learningRate of this step
   * @return mean loss before the step, without weight decay; NaN or infinite where the arithmetic
   *     broke down
   */
  public double step(float[] features, float[] targets, float[] weights, double learningRate) {
    System.arraycopy(features, 0, input.array, 0, input.array.length);
    forward(true);
    Linear last = layers.get(layers.size() - 1);
    double loss = CrossEntropy.of(last.sums.array, targets, weights, last.delta.array);
    backward();
    update(learningRate);
    return loss;
  }

  /**
   * Probabilities that the parameters of now give, without dropout; they differ from the network's
   * own in rounding alone. The rest of the batch is computed with whatever was in it before, which
   * no row's result depends on.
   *
   * @param features row-major {@code [rows, inputs]}, at most a batch of rows
   * @param into one for each row, from {@code at} on
   */
  public void predict(float[] features, double[] into, int at) {
    System.arraycopy(features, 0, input.array, 0, features.length);
    forward(false);
    float[] logits = layers.get(layers.size() - 1).sums.array;
    int given = features.length / layers.get(0).in;
    for (int row = 0; row < given; row++) {
      into[at + row] = (float) (1 / (1 + Math.exp(-logits[row])));
    }
  }

  /** Rows of a batch. */
  public int rows() {
    return rows;
  }

  /** Writes parameters, Adam's state and the count of steps into the network. */
  public void publish() {
    exchange(false);
    network.setIterationCount(step);
  }

  @Override
  public void close() {
    input.close();
    layers.forEach(Linear::close);
  }

  private void add(int in, int out, double retained, int rows, Seeds dropout) {
    Seeds own = dropout.derive(layers.size());
    layers.add(new Linear(in, out, rows));
    masks.add(new DropoutMask(retained, in * rows, own.value()));
  }

  private void forward(boolean dropping) {
    if (dropping) {
      masks.get(0).draw();
      masks.get(0).applyTo(input.array);
    }
    input.push();
    layers.get(0).forwardRows(input);
    for (int l = 1; l < layers.size(); l++) {
      NativeFloats units = layers.get(l - 1).sums;
      float[] slope = slopes.get(l - 1);
      kernels.get(l - 1).apply(units.array, slope);
      if (dropping) {
        masks.get(l).draw();
        masks.get(l).applyTo(units.array);
        masks.get(l).applyTo(slope);
      }
      units.push();
      layers.get(l).forwardUnits(units);
    }
  }

  private void backward() {
    for (int l = layers.size() - 1; l > 0; l--) {
      Linear below = layers.get(l - 1);
      layers.get(l).backwardUnits(below.sums);
      layers.get(l).inputDelta(below.delta);
      float[] delta = below.delta.array;
      float[] slope = slopes.get(l - 1);
      for (int i = 0; i < delta.length; i++) {
        delta[i] *= slope[i];
      }
    }
    layers.get(0).backwardRows(input);
  }

  private void update(double rate) {
    float correctedRate = rule.correctedRate(step, rate);
    float shrink = (float) (rate * rule.decay());
    for (Linear layer : layers) {
      layer.update(rule, correctedRate, shrink);
    }
    step++;
  }

  /** DL4J keeps each layer's weights unit by unit, then its biases; Adam's means, then squares. */
  private void exchange(boolean read) {
    INDArray state = network.getUpdater().getStateViewArray();
    float[] parameters = network.params().dup().data().asFloat();
    float[] moments = state.dup().data().asFloat();
    int half = parameters.length;
    float[] mean = Arrays.copyOfRange(moments, 0, half);
    float[] square = Arrays.copyOfRange(moments, half, 2 * half);
    int at = 0;
    for (Linear layer : layers) {
      layer.exchange(parameters, mean, square, at, read);
      at += layer.parameters();
    }
    if (!read) {
      System.arraycopy(mean, 0, moments, 0, half);
      System.arraycopy(square, 0, moments, half, half);
      network.params().assign(Nd4j.create(parameters, network.params().shape()));
      state.assign(Nd4j.create(moments, state.shape()));
    }
  }

  private static boolean hasOneUpdaterBlock(MultiLayerNetwork network) {
    return network.getUpdater() instanceof MultiLayerUpdater updater
        && updater.getUpdaterBlocks().size() == 1
        && updater.getStateViewArray() != null
        && updater.getStateViewArray().length() == 2 * network.numParams();
  }
}
