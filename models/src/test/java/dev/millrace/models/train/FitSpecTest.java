package dev.millrace.models.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.support.Json;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Nonlinearity;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitSpecTest {

  /** Released recipes rely on them: changing one is a decision, not an accident. */
  @Test
  void the_defaults_are_these() {
    assertThat(FitSpec.defaults())
        .isEqualTo(
            new FitSpec(
                256,
                100,
                0.005,
                FitSpec.Schedule.COSINE,
                1,
                30,
                FitSpec.Select.LOG_LOSS,
                new FitSpec.ClassWeights(1),
                0));
    assertThat(FitSpec.defaultsFor(NetworkSpec.Mlp.defaults())).isEqualTo(FitSpec.defaults());
    assertThat(FitSpec.defaultsFor(new NetworkSpec.Logistic()).learningRate()).isEqualTo(0.02);
    assertThat(FitSpec.defaultsFor(new NetworkSpec.Logistic()).weightDecay()).isZero();
    assertThat(NetworkSpec.Mlp.defaults())
        .isEqualTo(new NetworkSpec.Mlp(List.of(64, 32), Nonlinearity.SWISH, 0.25, 0));
  }

  @Test
  void impossible_values_are_refused_with_what_was_expected() {
    assertThatThrownBy(() -> Toy.fit(0, 0.1)).hasMessage("epochs must be at least 1, not 0");
    assertThatThrownBy(() -> Toy.fit(1, Double.NaN))
        .hasMessage("learning rate must be greater than 0, not NaN");
    assertThatThrownBy(() -> new FitSpec.ClassWeights(0))
        .hasMessage("the weight of a positive row must be greater than 0, not 0.0");
    assertThatThrownBy(() -> new NetworkSpec.Mlp(List.of(), Nonlinearity.RELU, 0, 0))
        .hasMessage("layers must hold at least one width, each at least 1, not []");
    assertThatThrownBy(() -> new NetworkSpec.Mlp(List.of(8), Nonlinearity.RELU, 1, 0))
        .hasMessage("dropout must be in [0, 1), not 1.0");
  }

  @Test
  void a_network_survives_json_under_its_recipe_name() throws Exception {
    NetworkSpec spec = NetworkSpec.Mlp.defaults();
    String json = Json.line(spec);
    assertThat(json).contains("\"network\":\"mlp\"", "\"activation\":\"swish\"");
    assertThat(Json.mapper().readValue(json, NetworkSpec.class)).isEqualTo(spec);
  }
}
