package dev.millrace.models.export;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.scoring.OnnxModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Writes trained networks as ONNX (IR version 8, opset 17): input {@code features [batch, width]},
 * output {@code probability [batch, 1]}, both float, for any batch. What only training needs
 * (dropout, losses, updaters) is left out. Several networks become one graph whose output is the
 * mean of theirs. Results agree with DL4J's within 1e-5; the same weights give the same bytes.
 */
public final class OnnxWriter {
  static final String PRODUCER = "millrace";

  private OnnxWriter() {}

  /**
   * Writes the file whole or not at all.
   *
   * @param networks at least one, all from as many features to as many probabilities
   * @param metadata texts to keep in the model's {@code metadata_props}
   * @throws MillraceException {@code INTERNAL_FAULT} naming a layer or an activation that has no
   *     ONNX form here; {@code DISK_FULL} or {@code FILE_ACCESS} where the file cannot be written
   */
  public static void write(
      List<MultiLayerNetwork> networks, Map<String, String> metadata, Path file) {
    byte[] bytes = toBytes(networks, metadata);
    AtomicFiles.write(file, temporary -> Files.write(temporary, bytes));
  }

  /** The serialised model. */
  public static byte[] toBytes(List<MultiLayerNetwork> networks, Map<String, String> metadata) {
    MultiLayerNetwork first = networks.get(0);
    OnnxGraph graph = new OnnxGraph("network");
    String features = graph.input(OnnxModel.INPUT, first.layerInputSize(0));
    String result = append(graph, networks, features);
    graph.output(result, OnnxModel.OUTPUT, first.layerSize(first.getnLayers() - 1));
    return graph.toBytes(PRODUCER, metadata);
  }

  /** Appends networks to a graph that has their features; the name of their mean. */
  static String append(OnnxGraph graph, List<MultiLayerNetwork> networks, String features) {
    List<String> results =
        networks.stream().map(network -> layers(graph, network, features)).toList();
    return results.size() == 1
        ? results.get(0)
        : graph.apply("Mean", results.toArray(String[]::new));
  }

  private static String layers(OnnxGraph graph, MultiLayerNetwork network, String features) {
    if (!network.getLayerWiseConfigurations().getInputPreProcessors().isEmpty()) {
      throw inexpressible("input pre-processors", "none");
    }
    String value = features;
    for (int i = 0; i < network.getnLayers(); i++) {
      value = OnnxLayers.write(graph, network.getLayer(i), value);
    }
    return value;
  }

  static MillraceException inexpressible(String what, String supported) {
    return new MillraceException(
        ErrorCode.INTERNAL_FAULT,
        "The network cannot be written as ONNX: it has %s, expected %s.".formatted(what, supported),
        "Describe the network with layers and activations that the recipe offers.");
  }
}
