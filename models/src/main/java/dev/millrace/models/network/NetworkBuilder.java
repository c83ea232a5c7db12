package dev.millrace.models.network;

import dev.millrace.contract.support.Seeds;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

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
    if (inputs < 1) {
      throw new IllegalArgumentException("a network needs at least one feature, not " + inputs);
    }
    NeuralNetConfiguration.ListBuilder layers = common(optimizer, seeds).list();
    addLayers(spec, inputs, layers);
    MultiLayerConfiguration configuration = layers.build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static NeuralNetConfiguration.Builder common(Optimizer optimizer, Seeds seeds) {
    NeuralNetConfiguration.Builder builder =
        new NeuralNetConfiguration.Builder().seed(seeds.asInt()).updater(optimizer.adam());
    if (optimizer.weightDecay() > 0) {
      Regularization decay = new WeightDecay(optimizer.weightDecay(), true);
      builder.regularization(List.of(decay));
    }
    return builder;
  }

  private static void addLayers(
      NetworkSpec spec, int inputs, NeuralNetConfiguration.ListBuilder layers) {
    if (spec instanceof NetworkSpec.Mlp mlp) {
      addPerceptron(mlp, inputs, layers);
    } else {
      layers.layer(probability(inputs, 0));
    }
  }

  private static void addPerceptron(
      NetworkSpec.Mlp mlp, int inputs, NeuralNetConfiguration.ListBuilder layers) {
    int incoming = inputs;
    double dropped = mlp.inputDropout();
    for (int width : mlp.layers()) {
      layers.layer(
          new DenseLayer.Builder()
              .nIn(incoming)
              .nOut(width)
              .activation(mlp.activation().activation())
              .weightInit(mlp.activation().weightInit())
              .dropOut(retained(dropped))
              .build());
      incoming = width;
      dropped = mlp.dropout();
    }
    layers.layer(probability(incoming, dropped));
  }

  private static OutputLayer probability(int incoming, double dropped) {
    return new OutputLayer.Builder(LossFunction.XENT)
        .nIn(incoming)
        .nOut(1)
        .activation(Activation.SIGMOID)
        .weightInit(WeightInit.XAVIER)
        .dropOut(retained(dropped))
        .build();
  }

  /** DL4J drops inputs of a layer and takes the share that it keeps; 0 turns dropout off. */
  private static double retained(double dropped) {
    return dropped == 0 ? 0 : 1 - dropped;
  }
}
