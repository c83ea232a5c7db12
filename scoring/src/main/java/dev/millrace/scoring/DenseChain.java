package dev.millrace.scoring;

import dev.millrace.scoring.DenseLayer.Activation;
import dev.millrace.scoring.OnnxGraph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds dense layers, one after the other, in an ONNX graph. */
final class DenseChain {
  private final List<Node> nodes;
  private final Map<String, float[]> constants;
  private final List<DenseLayer> layers = new ArrayList<>();
  private String at = OnnxModel.INPUT;

  private DenseChain(OnnxGraph graph) {
    this.nodes = graph.nodes();
    this.constants = graph.constants();
  }

  /** The layers from the input to the output; empty where the graph is anything else. */
  static List<DenseLayer> of(OnnxGraph graph) {
    DenseChain chain = new DenseChain(graph);
    for (int i = 0; i < chain.nodes.size(); i++) {
      if (chain.isSwish(i)) {
        i++;
        chain.activate(Activation.SWISH, chain.nodes.get(i));
      } else if (!chain.take(chain.nodes.get(i))) {
        return List.of();
      }
    }
    return chain.at.equals(OnnxModel.OUTPUT) ? chain.layers : List.of();
  }

  /** Whether x · sigmoid(x) begins here. */
  private boolean isSwish(int index) {
    return index + 1 < nodes.size()
        && nodes.get(index).type().equals("Sigmoid")
        && nodes.get(index + 1).type().equals("Mul")
        && nodes.get(index).inputs().equals(List.of(at))
        && nodes.get(index + 1).inputs().equals(List.of(at, nodes.get(index).outputs().get(0)));
  }

  private boolean take(Node node) {
    if (!node.usual() || !node.inputs().get(0).equals(at)) {
      return false;
    }
    switch (node.type()) {
      case "Gemm" -> add(node);
      case "Identity" -> at = node.outputs().get(0);
      case "Relu" -> activate(Activation.RELU, node);
      case "Sigmoid" -> activate(Activation.SIGMOID, node);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void add(Node node) {
    float[] weights = constants.get(node.inputs().get(1));
    float[] bias = constants.get(node.inputs().get(2));
    if (weights == null || bias == null || weights.length % bias.length != 0) {
      throw new IllegalArgumentException("not the weights of a dense layer");
    }
    DenseLayer layer = new DenseLayer(weights, bias, Activation.NONE);
    if (!layers.isEmpty() && layers.get(layers.size() - 1).outputs() != layer.inputs()) {
      throw new IllegalArgumentException("layers that do not fit each other");
    }
    layers.add(layer);
    at = node.outputs().get(0);
  }

  private void activate(Activation activation, Node node) {
    int last = layers.size() - 1;
    layers.set(last, layers.get(last).with(activation));
    at = node.outputs().get(0);
  }
}
