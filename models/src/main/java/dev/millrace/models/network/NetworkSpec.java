package dev.millrace.models.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * A network as the recipe describes it. A new network is a new record here and its layers in {@link
 * NetworkBuilder}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "network")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NetworkSpec.Logistic.class, name = "logistic"),
  @JsonSubTypes.Type(value = NetworkSpec.Mlp.class, name = "mlp")
})
public sealed interface NetworkSpec {

  /** The name in the recipe, for example {@code mlp}. */
  String network();

  /** One sigmoid unit: the baseline that every run includes. */
  record Logistic() implements NetworkSpec {
    @Override
    public String network() {
      return "logistic";
    }
  }

  /**
   * A multi-layer perceptron.
   *
   * @param layers width of each hidden layer; at least one
   * @param activation of the hidden layers
   * @param dropout share of hidden activations dropped while training, in [0, 1)
   * @param inputDropout share of features dropped while training, in [0, 1)
   */
  record Mlp(List<Integer> layers, Nonlinearity activation, double dropout, double inputDropout)
      implements NetworkSpec {
    public Mlp {
      layers = List.copyOf(layers);
      if (layers.isEmpty() || layers.stream().anyMatch(width -> width < 1)) {
        throw new IllegalArgumentException(
            "layers must hold at least one width, each at least 1, not " + layers);
      }
      requireShare("dropout", dropout);
      requireShare("input dropout", inputDropout);
    }

    /** What a recipe gets that says nothing but {@code network: mlp}. */
    public static Mlp defaults() {
      return new Mlp(List.of(64, 32), Nonlinearity.SWISH, 0.25, 0);
    }

    @Override
    public String network() {
      return "mlp";
    }

    private static void requireShare(String name, double share) {
      if (!(share >= 0 && share < 1)) {
        throw new IllegalArgumentException(name + " must be in [0, 1), not " + share);
      }
    }
  }
}
