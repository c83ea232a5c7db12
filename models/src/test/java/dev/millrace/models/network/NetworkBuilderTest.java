package dev.millrace.models.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.Seeds;
import java.util.List;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.FixedSchedule;

class NetworkBuilderTest {
  private static final NetworkSpec MLP =
      new NetworkSpec.Mlp(List.of(8, 4), Nonlinearity.SELU, 0.3, 0.1);

  @Test
  void it_gives_one_probability_for_each_row() {
    for (NetworkSpec spec : List.of(MLP, new NetworkSpec.Logistic())) {
      var output = network(spec, 1).output(Nd4j.rand(5, 3));
      assertThat(output.shape()).containsExactly(5, 1);
      assertThat(output.minNumber().floatValue()).isBetween(0f, 1f);
    }
  }

  @Test
  void the_seed_decides_the_weights() {
    assertThat(network(MLP, 1).params()).isEqualTo(network(MLP, 1).params());
    assertThat(network(MLP, 1).params()).isNotEqualTo(network(MLP, 2).params());
  }

  @Test
  void dropout_becomes_the_share_of_inputs_that_a_layer_keeps() {
    MultiLayerNetwork network = network(MLP, 1);
    assertThat(retained(network, 0)).isEqualTo(0.9);
    assertThat(retained(network, 1)).isEqualTo(0.7);
    assertThat(retained(network, 2)).isEqualTo(0.7);
  }

  /** Given to the whole network, DL4J applies it twice. */
  @Test
  void each_layer_decays_its_weights_once_and_its_biases_never() {
    for (int i = 0; i < 3; i++) {
      BaseLayer layer = (BaseLayer) layer(network(MLP, 1), i);
      assertThat(layer.getRegularization()).containsExactly(new WeightDecay(0.5, true));
      assertThat(layer.getRegularizationBias()).isEmpty();
    }
  }

  private static double retained(MultiLayerNetwork network, int layer) {
    return ((Dropout) layer(network, layer).getIDropout()).getP();
  }

  private static Layer layer(MultiLayerNetwork network, int index) {
    return network.getLayerWiseConfigurations().getConf(index).getLayer();
  }

  private static MultiLayerNetwork network(NetworkSpec spec, long seed) {
    return NetworkBuilder.build(
        spec, 3, Optimizer.of(new FixedSchedule(0.01), 0.5), new Seeds(seed));
  }
}
