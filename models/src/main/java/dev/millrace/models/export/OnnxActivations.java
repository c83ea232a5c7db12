package dev.millrace.models.export;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** DL4J's activation functions in operators of ONNX opset 17. */
final class OnnxActivations {
  private static final float GELU_SIGMOID = 1.702f;

  /** Appends the operators of an activation with its settings to a graph. */
  @FunctionalInterface
  private interface Writer<A extends IActivation> {
    String write(OnnxGraph graph, A activation, String value);
  }

  private static final Map<Class<?>, Writer<IActivation>> WRITERS = new HashMap<>();

  static {
    add(ActivationIdentity.class, (graph, a, x) -> x);
    add(ActivationReLU.class, (graph, a, x) -> graph.apply("Relu", x));
    add(ActivationSigmoid.class, (graph, a, x) -> graph.apply("Sigmoid", x));
    add(ActivationTanH.class, (graph, a, x) -> graph.apply("Tanh", x));
    add(ActivationSELU.class, (graph, a, x) -> graph.apply("Selu", x));
    add(
        ActivationLReLU.class,
        (graph, a, x) -> graph.apply("LeakyRelu", "alpha", (float) a.getAlpha(), x));
    add(ActivationELU.class, (graph, a, x) -> graph.apply("Elu", "alpha", (float) a.getAlpha(), x));
    add(ActivationGELU.class, (graph, a, x) -> gelu(graph, x));
    add(ActivationSwish.class, (graph, a, x) -> graph.apply("Mul", x, graph.apply("Sigmoid", x)));
    add(
        ActivationMish.class,
        (graph, a, x) -> graph.apply("Mul", x, graph.apply("Tanh", graph.apply("Softplus", x))));
  }

  private OnnxActivations() {}

  /** Appends the activation of a value; empty where ONNX has no exact counterpart here. */
  static Optional<String> write(OnnxGraph graph, IActivation activation, String value) {
    if (activation instanceof ActivationGELU gelu && gelu.isPrecise()) {
      // DL4J's "precise" form cubes the factor 0.044715 too: neither GELU nor worth repeating.
      return Optional.empty();
    }
    return Optional.ofNullable(WRITERS.get(activation.getClass()))
        .map(writer -> writer.write(graph, activation, value));
  }

  private static <A extends IActivation> void add(Class<A> type, Writer<A> writer) {
    WRITERS.put(type, (graph, activation, x) -> writer.write(graph, type.cast(activation), x));
  }

  /** DL4J computes {@code x sigmoid(1.702 x)} (Hendrycks and Gimpel 2016), not by erf or tanh. */
  private static String gelu(OnnxGraph graph, String x) {
    String scaled = graph.apply("Mul", x, graph.scalar(GELU_SIGMOID));
    return graph.apply("Mul", x, graph.apply("Sigmoid", scaled));
  }
}
