package dev.millrace.models.network;

import dev.millrace.contract.support.Seeds;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/** Builds the Deeplearning4j network that a spec describes. Uses only stock layers. */
public final class NetworkBuilder {
  private NetworkBuilder() {}

  /**
   * A fresh network: features {@code [rows, inputs]} in, probability {@code [rows, 1]} out.
   *
   * @param inputs number of features
   * @param seeds of the initial weights; the same seeds give the same weights
   */
  public static MultiLayerNetwork build(
      NetworkSpec spec, int inputs, Optimizer optimizer, Seeds seeds) {
    return build(spec, inputs, optimizer, new LossBinaryXENT(), seeds);
  }

  /** As above with another loss on the probability. */
  public static MultiLayerNetwork build(
      NetworkSpec spec, int inputs, Optimizer optimizer, ILossFunction loss, Seeds seeds) {
    if (inputs < 1) {
      throw new IllegalArgumentException("a network needs at least one feature, not " + inputs);
    }
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder().seed(seeds.asInt()).updater(optimizer.adam()).list();
    layersOf(spec, inputs, loss).forEach(layer -> layers.layer(decaying(layer, optimizer).build()));
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }

  private static List<BaseLayer.Builder<?>> layersOf(
      NetworkSpec spec, int inputs, ILossFunction loss) {
    if (spec instanceof NetworkSpec.Mlp mlp) {
      return perceptron(mlp, inputs, loss);
    }
    return List.of(probability(inputs, 0, loss));
  }

  private static List<BaseLayer.Builder<?>> perceptron(
      NetworkSpec.Mlp mlp, int inputs, ILossFunction loss) {
    List<BaseLayer.Builder<?>> layers = new ArrayList<>();
    int incoming = inputs;
    double dropped = mlp.inputDropout();
    for (int width : mlp.layers()) {
      layers.add(
          new DenseLayer.Builder()
              .nIn(incoming)
              .nOut(width)
              .activation(mlp.activation().activation())
              .weightInit(mlp.activation().weightInit())
              .dropOut(retained(dropped)));
      incoming = width;
      dropped = mlp.dropout();
    }
    layers.add(probability(incoming, dropped, loss));
    return layers;
  }

  private static OutputLayer.Builder probability(int incoming, double dropped, ILossFunction loss) {
    return new OutputLayer.Builder(loss)
        .nIn(incoming)
        .nOut(1)
        .activation(Activation.SIGMOID)
        .weightInit(WeightInit.XAVIER)
        .dropOut(retained(dropped));
  }

  /** On the layer, not on the whole network: DL4J would merge that one in twice and apply both. */
  private static BaseLayer.Builder<?> decaying(BaseLayer.Builder<?> layer, Optimizer optimizer) {
    if (optimizer.weightDecay() > 0) {
      layer.weightDecay(optimizer.weightDecay(), true);
    }
    return layer;
  }

  /** DL4J drops inputs of a layer and takes the share that it keeps; 0 turns dropout off. */
  private static double retained(double dropped) {
    return dropped == 0 ? 0 : 1 - dropped;
  }
}
