package dev.millrace.models.train;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What a run trained: one network, or an ensemble of several that take the same features, such as
 * the best trials of a search. Predictions may be asked for from any thread.
 *
 * @param members at least one, the best first; their order decides the last bit of a mean
 */
public record TrainedModel(List<TrainedNetwork> members) {
  public TrainedModel {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a model has at least one network");
    }
    List<Integer> widths =
        members.stream().map(member -> member.network().layerInputSize(0)).distinct().toList();
    if (widths.size() > 1) {
      throw new IllegalArgumentException(
          "the networks of an ensemble take the same features, but they take " + widths);
    }
  }

  /** A model of one network. */
  public static TrainedModel of(TrainedNetwork network) {
    return new TrainedModel(List.of(network));
  }

  /** The name of the (first) network in the recipe, for example {@code mlp}. */
  public String network() {
    return members.get(0).spec().network();
  }

  /** The members as Deeplearning4j has them. */
  public List<MultiLayerNetwork> networks() {
    return members.stream().map(TrainedNetwork::network).toList();
  }

  /** Parameters of all members together. */
  public long parameters() {
    return networks().stream().mapToLong(MultiLayerNetwork::numParams).sum();
  }

  /**
   * Uncalibrated probabilities of encoded rows: the mean of the members' probabilities.
   *
   * @param features row-major {@code [rows, width]}
   */
  public float[] predict(float[] features, int rows) {
    float[] mean = new float[rows];
    for (TrainedNetwork member : members) {
      float[] probabilities = member.predict(features, rows);
      for (int row = 0; row < rows; row++) {
        mean[row] += probabilities[row];
      }
    }
    for (int row = 0; row < rows; row++) {
      mean[row] /= members.size();
    }
    return mean;
  }
}
