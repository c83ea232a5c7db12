package dev.millrace.tuning.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.NetworkSpec.Mlp;
import dev.millrace.models.network.Nonlinearity;
import dev.millrace.models.train.FitSpec;
import dev.millrace.tuning.space.Parameter;
import dev.millrace.tuning.space.Parameter.Choice;
import dev.millrace.tuning.space.Parameter.Real;
import dev.millrace.tuning.space.Parameter.Whole;
import dev.millrace.tuning.space.Point;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkSpaceTest {
  private static final Configuration OWN =
      new Configuration(
          Mlp.defaults(),
          FitSpec.defaults(),
          new EncodingChoice(
              Encoding.defaultFor(ColumnType.NUMBER), Encoding.defaultFor(ColumnType.CATEGORY)));

  @Test
  void the_standard_space_holds_the_recipes_own_configuration_whatever_it_is() {
    Configuration odd =
        new Configuration(
            new Mlp(List.of(300, 7, 9, 11), Nonlinearity.TANH, 0.9, 0.5),
            new FitSpec(
                33,
                10,
                0.5,
                FitSpec.Schedule.CONSTANT,
                0,
                3,
                FitSpec.Select.ROC_AUC,
                FitSpec.ClassWeights.balanced(),
                0.1),
            new EncodingChoice(
                Encoding.of(Encoding.Method.STANDARD), Encoding.of(Encoding.Method.TARGET)));
    Configuration line =
        new Configuration(
            new NetworkSpec.Logistic(),
            FitSpec.defaultsFor(new NetworkSpec.Logistic()),
            OWN.encoding());
    for (Configuration own : List.of(OWN, odd, line)) {
      NetworkSpace space = StandardSpace.around(own);
      assertThat(space.configuration(space.nearestToOwn())).isEqualTo(own);
      assertThat(space.containsOwn()).isTrue();
    }
  }

  @Test
  void a_layer_has_a_width_only_where_the_network_is_so_deep() {
    NetworkSpace space = space(new Whole("depth", 1, 3, 1, false), width());
    Map<String, Object> all = Map.of("depth", 2L, "width_1", 10L, "width_2", 20L, "width_3", 30L);
    Point point = space.space().pointOf(all);
    assertThat(point.values()).containsOnlyKeys("depth", "width_1", "width_2");
    assertThat(space.configuration(point).network())
        .isEqualTo(new Mlp(List.of(10, 20), Nonlinearity.SWISH, 0.25, 0));
  }

  @Test
  void a_layer_whose_width_is_not_searched_is_as_wide_as_the_one_before() {
    NetworkSpace space = space(new Whole("depth", 1, 4, 1, false));
    Configuration deep = space.configuration(new Point(Map.of("depth", 4L)));
    assertThat(deep.network())
        .isEqualTo(new Mlp(List.of(64, 32, 32, 32), Nonlinearity.SWISH, 0.25, 0));
  }

  @Test
  void a_network_that_is_chosen_has_its_own_keys_and_defaults() {
    NetworkSpace space =
        space(
            new Real("dropout", 0, 0.5, false),
            new Choice("network", List.of("mlp", "logistic")),
            new Choice("batch", List.of(128L, 256L)));
    Point point =
        space.space().pointOf(Map.of("network", "logistic", "dropout", 0.1, "batch", 128L));
    assertThat(point.values()).containsOnlyKeys("network", "batch");
    Configuration line = space.configuration(point);
    FitSpec standard = FitSpec.defaultsFor(new NetworkSpec.Logistic());
    assertThat(line.network()).isEqualTo(new NetworkSpec.Logistic());
    assertThat(line.fit().learningRate()).isEqualTo(standard.learningRate());
    assertThat(line.fit().batch()).isEqualTo(128);
  }

  @Test
  void bins_and_smoothing_exist_only_beside_their_methods() {
    NetworkSpace space =
        space(
            new Whole("encode.bins", 4, 48, 1, true),
            new Choice("encode.numbers", List.of("bins", "robust")),
            new Choice("encode.categories", List.of("target", "one_hot")),
            new Real("encode.smoothing", 1, 50, true));
    Point robust =
        space
            .space()
            .pointOf(
                Map.of(
                    "encode.bins",
                    8L,
                    "encode.numbers",
                    "robust",
                    "encode.categories",
                    "target",
                    "encode.smoothing",
                    5.0));
    assertThat(robust.values())
        .containsOnlyKeys("encode.numbers", "encode.categories", "encode.smoothing");
    EncodingChoice encoding = space.configuration(robust).encoding();
    assertThat(encoding.numbers().method()).isEqualTo(Encoding.Method.ROBUST);
    assertThat(encoding.categories().smoothing()).isEqualTo(5);
  }

  @Test
  void the_first_point_is_the_nearest_where_the_own_one_is_not_in_the_space() {
    NetworkSpace space =
        space(
            new Real("learning_rate", 0.01, 0.1, true),
            new Choice("batch", List.of(64L, 200L)),
            new Choice("class_weights", List.of("balanced", 3.0)));
    assertThat(space.nearestToOwn().values())
        .containsEntry("learning_rate", 0.01)
        .containsEntry("batch", 200L)
        .containsEntry("class_weights", "balanced");
    assertThat(space.containsOwn()).isFalse();
  }

  private static Parameter width() {
    return new Whole("width", 8, 64, 1, true);
  }

  private static NetworkSpace space(Parameter... parameters) {
    return NetworkSpace.of(List.of(parameters), OWN);
  }
}
