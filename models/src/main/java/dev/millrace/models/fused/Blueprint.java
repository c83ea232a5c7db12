package dev.millrace.models.fused;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * What the fused step needs to know of a network, read from its DL4J configuration. Whatever it
 * does not understand makes the network unsupported: better slow than different.
 *
 * @param hidden the hidden layers, from the input
 * @param lastInputs inputs of the output unit
 * @param lastRetained share of them kept by dropout
 */
record Blueprint(List<Hidden> hidden, int lastInputs, double lastRetained, AdamRule rule) {
  Blueprint {
    hidden = List.copyOf(hidden);
  }

  /**
   * @param retained share of the inputs kept by dropout, in (0, 1]
   */
  record Hidden(int in, int out, Kernel kernel, double retained) {}

  static Optional<Blueprint> of(MultiLayerNetwork network) {
    List<NeuralNetConfiguration> layers = network.getLayerWiseConfigurations().getConfs();
    Optional<AdamRule> rule = rule(layers);
    if (rule.isEmpty() || network.params().dataType() != DataType.FLOAT) {
      return Optional.empty();
    }
    List<Hidden> hidden = new ArrayList<>();
    for (NeuralNetConfiguration layer : layers.subList(0, layers.size() - 1)) {
      Optional<Hidden> understood = hidden(layer);
      if (understood.isEmpty()) {
        return Optional.empty();
      }
      hidden.add(understood.get());
    }
    return last(layers.get(layers.size() - 1))
        .map(
            output ->
                new Blueprint(
                    hidden, (int) output.getNIn(), retained(output.getIDropout()), rule.get()));
  }

  private static Optional<Hidden> hidden(NeuralNetConfiguration configuration) {
    if (!(configuration.getLayer() instanceof DenseLayer layer)
        || layer.getClass() != DenseLayer.class
        || layer.hasLayerNorm()
        || !layer.hasBias()
        || !isPlain(layer)) {
      return Optional.empty();
    }
    return Kernel.of(layer.getActivationFn())
        .map(
            kernel ->
                new Hidden(
                    (int) layer.getNIn(),
                    (int) layer.getNOut(),
                    kernel,
                    retained(layer.getIDropout())));
  }

  private static Optional<OutputLayer> last(NeuralNetConfiguration configuration) {
    if (!(configuration.getLayer() instanceof OutputLayer layer)
        || layer.getClass() != OutputLayer.class
        || layer.getNOut() != 1
        || !layer.hasBias()
        || !(layer.getActivationFn() instanceof ActivationSigmoid)
        || !(layer.getLossFn() instanceof LossBinaryXENT loss)
        || loss.getWeights() != null
        || !isPlain(layer)) {
      return Optional.empty();
    }
    return Optional.of(layer);
  }

  private static boolean isPlain(FeedForwardLayer layer) {
    IDropout dropout = layer.getIDropout();
    GradientNormalization normalization = layer.getGradientNormalization();
    return (dropout == null
            || (dropout instanceof Dropout plain
                && plain.getPSchedule() == null
                && plain.getP() > 0))
        && (normalization == null || normalization == GradientNormalization.None)
        && layer.getWeightNoise() == null
        && (layer.getConstraints() == null || layer.getConstraints().isEmpty());
  }

  private static double retained(IDropout dropout) {
    return dropout instanceof Dropout plain ? plain.getP() : 1;
  }

  /** The one rule of all layers; empty where they differ or it is not Adam with weight decay. */
  private static Optional<AdamRule> rule(List<NeuralNetConfiguration> layers) {
    Optional<AdamRule> common = Optional.empty();
    for (NeuralNetConfiguration configuration : layers) {
      Optional<AdamRule> rule =
          configuration.getLayer() instanceof BaseLayer layer && configuration.isMiniBatch()
              ? rule(layer)
              : Optional.empty();
      if (rule.isEmpty() || (common.isPresent() && !common.equals(rule))) {
        return Optional.empty();
      }
      common = rule;
    }
    return common;
  }

  private static Optional<AdamRule> rule(BaseLayer layer) {
    List<Regularization> weights = layer.getRegularization();
    List<Regularization> biases = layer.getRegularizationBias();
    if (!(layer.getIUpdater() instanceof Adam adam)
        || (layer.getBiasUpdater() != null && !layer.getBiasUpdater().equals(adam))
        || (biases != null && !biases.isEmpty())
        || (weights != null && weights.size() > 1)) {
      return Optional.empty();
    }
    if (weights == null || weights.isEmpty()) {
      return Optional.of(new AdamRule(adam, 0));
    }
    return weights.get(0) instanceof WeightDecay decay && decay.isApplyLR()
        ? Optional.of(new AdamRule(adam, decay.getCoeff().valueAt(0, 0)))
        : Optional.empty();
  }
}
