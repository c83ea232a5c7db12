package dev.millrace.models.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** A network as the recipe describes it. New networks are new records here. */
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
    }

    @Override
    public String network() {
      return "mlp";
    }
  }
}
