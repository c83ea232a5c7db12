package dev.millrace.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.scoring.OnnxModel;
import dev.millrace.scoring.OnnxScorer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import onnx.Onnx.ModelProto;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class OnnxWriterTest {
  private static final int WIDTH = 11;

  static Stream<IActivation> activations() {
    return Stream.concat(
        Stream.of(
                Activation.RELU,
                Activation.LEAKYRELU,
                Activation.ELU,
                Activation.SELU,
                Activation.GELU,
                Activation.SWISH,
                Activation.MISH,
                Activation.TANH,
                Activation.SIGMOID,
                Activation.IDENTITY)
            .map(Activation::getActivationFunction),
        Stream.of(new ActivationLReLU(0.3), new ActivationELU(0.5)));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void a_network_of_any_activation_gives_what_deeplearning4j_gives(IActivation activation) {
    MultiLayerNetwork network =
        network(
            dense(17, activation),
            new DropoutLayer(0.5),
            dense(5, activation),
            output(Activation.SIGMOID));

    assertThat(largestDifference(network, 1)).isLessThan(1e-5);
    assertThat(largestDifference(network, 333)).isLessThan(1e-5);
  }

  /** Inputs from -12 to 12 reach the tails, where approximations of one function differ. */
  @ParameterizedTest
  @MethodSource("activations")
  void an_activation_alone_is_exact_into_its_tails(IActivation activation) {
    MultiLayerNetwork network =
        network(
            dense(WIDTH, Activation.IDENTITY.getActivationFunction()),
            new ActivationLayer(activation),
            new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                .activation(Activation.IDENTITY)
                .nOut(1)
                .build());
    network.getLayer(0).getParam("W").assign(Nd4j.eye(WIDTH));
    network.getLayer(2).getParam("W").assign(0).putScalar(0, 0, 1);
    float[] features = new float[241 * WIDTH];
    for (int row = 0; row < 241; row++) {
      features[row * WIDTH] = -12 + row * 0.1f;
    }

    float[] expected = dl4j(network, features, 241);
    float[] actual = onnx(List.of(network), features, 241);

    for (int row = 0; row < 241; row++) {
      assertThat(actual[row])
          .as("at %s", features[row * WIDTH])
          .isCloseTo(expected[row], within(1e-5f));
    }
  }

  @Test
  void a_layer_without_bias_is_written_too() {
    MultiLayerNetwork network =
        network(
            new DenseLayer.Builder().nIn(WIDTH).nOut(4).hasBias(false).build(),
            output(Activation.SIGMOID));

    assertThat(largestDifference(network, 64)).isLessThan(1e-5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64, 1024, 1500})
  void any_batch_can_be_scored(int rows) {
    MultiLayerNetwork network =
        network(dense(64, Activation.RELU.getActivationFunction()), output(Activation.SIGMOID));

    assertThat(largestDifference(network, rows)).isLessThan(1e-5);
  }

  @Test
  void several_networks_become_one_that_gives_their_mean() {
    List<MultiLayerNetwork> networks =
        List.of(
            network(dense(64, Activation.RELU.getActivationFunction()), output(Activation.SIGMOID)),
            network(dense(5, Activation.MISH.getActivationFunction()), output(Activation.SIGMOID)),
            network(output(Activation.SIGMOID)));
    float[] features = features(333);
    List<float[]> members = networks.stream().map(n -> dl4j(n, features, 333)).toList();

    float[] actual = onnx(networks, features, 333);

    for (int row = 0; row < 333; row++) {
      float mean = (members.get(0)[row] + members.get(1)[row] + members.get(2)[row]) / 3;
      assertThat(actual[row]).isCloseTo(mean, within(1e-5f));
    }
    assertThat(OnnxWriter.toBytes(networks, Map.of("a", "b")))
        .isEqualTo(OnnxWriter.toBytes(networks, Map.of("a", "b")));
  }

  @Test
  void the_model_says_its_versions_and_keeps_the_metadata() throws Exception {
    MultiLayerNetwork network = network(output(Activation.SIGMOID));

    byte[] bytes =
        OnnxWriter.toBytes(List.of(network), Map.of("model", "telco", "features", "a,b"));
    ModelProto model = ModelProto.parseFrom(bytes);

    assertThat(model.getIrVersion()).isEqualTo(8);
    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
    assertThat(model.getMetadataPropsList())
        .extracting(p -> p.getKey() + "=" + p.getValue())
        .containsExactly("features=a,b", "model=telco");
    assertThat(OnnxWriter.toBytes(List.of(network), Map.of("model", "telco", "features", "a,b")))
        .isEqualTo(bytes);
  }

  @Test
  void an_unknown_layer_is_refused_by_name() {
    MultiLayerNetwork network =
        network(
            new BatchNormalization.Builder().nIn(WIDTH).nOut(WIDTH).build(),
            new OutputLayer.Builder(LossFunctions.LossFunction.XENT)
                .activation(Activation.SIGMOID)
                .nIn(WIDTH)
                .nOut(1)
                .build());

    assertThatThrownBy(() -> OnnxWriter.toBytes(List.of(network), Map.of()))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL_FAULT))
        .hasMessage(
            "The network cannot be written as ONNX: it has a BatchNormalization, expected layers of"
                + " [ActivationLayer, DenseLayer, DropoutLayer, OutputLayer].");
  }

  static Stream<IActivation> unknownActivations() {
    return Stream.of(Activation.CUBE.getActivationFunction(), new ActivationGELU(true));
  }

  @ParameterizedTest
  @MethodSource("unknownActivations")
  void an_unknown_activation_is_refused_by_name(IActivation activation) {
    MultiLayerNetwork network = network(dense(3, activation), output(Activation.SIGMOID));

    assertThatThrownBy(() -> OnnxWriter.toBytes(List.of(network), Map.of()))
        .hasMessage(
            "The network cannot be written as ONNX: it has the activation "
                + activation
                + ", expected one of those the recipe offers, with their usual settings.");
  }

  @Test
  void a_network_of_other_names_cannot_be_scored() {
    OnnxGraph graph = new OnnxGraph("other");
    graph.output(graph.apply("Relu", graph.input("x", 3)), "y", 3);
    byte[] bytes = graph.toBytes("test", Map.of());

    assertThatThrownBy(() -> OnnxModel.load(bytes))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_INVALID))
        .hasMessageStartingWith(
            "Expected a network from 'features' [batch, width] to 'probability', but it takes [");
  }

  private static double largestDifference(MultiLayerNetwork network, int rows) {
    float[] features = features(rows);
    float[] expected = dl4j(network, features, rows);
    float[] actual = onnx(List.of(network), features, rows);
    double largest = 0;
    for (int i = 0; i < rows; i++) {
      largest = Math.max(largest, Math.abs(expected[i] - actual[i]));
    }
    return largest;
  }

  private static float[] dl4j(MultiLayerNetwork network, float[] features, int rows) {
    return network.output(Nd4j.create(features, new int[] {rows, WIDTH}, 'c')).data().asFloat();
  }

  private static float[] features(int rows) {
    SplittableRandom random = new SplittableRandom(rows);
    float[] features = new float[rows * WIDTH];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble(-3, 3);
    }
    return features;
  }

  private static float[] onnx(List<MultiLayerNetwork> networks, float[] features, int rows) {
    float[] probabilities = new float[rows];
    try (OnnxModel model = OnnxModel.load(OnnxWriter.toBytes(networks, Map.of()));
        OnnxScorer scorer = model.scorer()) {
      scorer.score(features, rows, probabilities);
    }
    return probabilities;
  }

  private static DenseLayer dense(int width, IActivation activation) {
    return new DenseLayer.Builder().nOut(width).activation(activation).build();
  }

  private static OutputLayer output(Activation activation) {
    return new OutputLayer.Builder(LossFunctions.LossFunction.XENT)
        .activation(activation)
        .nOut(1)
        .build();
  }

  private static MultiLayerNetwork network(Layer... layers) {
    NeuralNetConfiguration.ListBuilder builder =
        new NeuralNetConfiguration.Builder().seed(7).weightInit(WeightInit.XAVIER).list();
    List.of(layers).forEach(builder::layer);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            builder
                .setInputType(org.deeplearning4j.nn.conf.inputs.InputType.feedForward(WIDTH))
                .build());
    network.init();
    return network;
  }
}
