package dev.millrace.models.export;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.IActivation;

/** DL4J's layers, as they compute at inference, in ONNX; a new kind of layer is a new entry. */
final class OnnxLayers {

  /** Appends the operators of one layer to a graph. */
  @FunctionalInterface
  private interface Writer {
    /** The name of the layer's result, {@code [batch, nOut]}, from that of its input. */
    String write(OnnxGraph graph, Layer layer, String value);
  }

  private static final Map<Class<?>, Writer> WRITERS = new HashMap<>();

  static {
    WRITERS.put(DenseLayer.class, OnnxLayers::dense);
    WRITERS.put(OutputLayer.class, OnnxLayers::affine);
    WRITERS.put(
        ActivationLayer.class,
        (graph, layer, value) ->
            activation(
                graph, ((ActivationLayer) layer.conf().getLayer()).getActivationFn(), value));
    WRITERS.put(DropoutLayer.class, (graph, layer, value) -> value);
  }

  private OnnxLayers() {}

  static String write(OnnxGraph graph, Layer layer, String value) {
    Class<?> type = layer.conf().getLayer().getClass();
    Writer writer = WRITERS.get(type);
    if (writer == null) {
      String known =
          WRITERS.keySet().stream()
              .map(Class::getSimpleName)
              .collect(Collectors.toCollection(TreeSet::new))
              .toString();
      throw OnnxWriter.inexpressible("a " + type.getSimpleName(), "layers of " + known);
    }
    return writer.write(graph, layer, value);
  }

  private static String dense(OnnxGraph graph, Layer layer, String value) {
    if (((DenseLayer) layer.conf().getLayer()).hasLayerNorm()) {
      throw OnnxWriter.inexpressible("a DenseLayer with layer normalisation", "one without");
    }
    return affine(graph, layer, value);
  }

  private static String affine(OnnxGraph graph, Layer layer, String value) {
    String weights = graph.matrix("weight", layer.getParam(DefaultParamInitializer.WEIGHT_KEY));
    IActivation function = ((BaseLayer) layer.conf().getLayer()).getActivationFn();
    if (!layer.paramTable().containsKey(DefaultParamInitializer.BIAS_KEY)) {
      return activation(graph, function, graph.apply("MatMul", value, weights));
    }
    String bias = graph.vector("bias", layer.getParam(DefaultParamInitializer.BIAS_KEY));
    return activation(graph, function, graph.apply("Gemm", value, weights, bias));
  }

  private static String activation(OnnxGraph graph, IActivation function, String value) {
    return OnnxActivations.write(graph, function, value)
        .orElseThrow(
            () ->
                OnnxWriter.inexpressible(
                    "the activation " + function,
                    "one of those the recipe offers, with their usual settings"));
  }
}
