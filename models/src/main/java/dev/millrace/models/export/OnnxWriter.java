package dev.millrace.models.export;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.scoring.OnnxModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Writes a trained network as ONNX (IR version 8, opset 17): input {@code features [batch, width]},
 * output {@code probability [batch, 1]}, both float, for any batch. What only training needs
 * (dropout, losses, updaters) is left out. Results agree with DL4J's within 1e-5; the same weights
 * give the same bytes.
 */
public final class OnnxWriter {
  private static final String PRODUCER = "millrace";

  private OnnxWriter() {}

  /**
   * Writes the file whole or not at all.
   *
   * @param metadata texts to keep in the model's {@code metadata_props}
   * @throws MillraceException {@code INTERNAL_FAULT} naming a layer or an activation that has no
   *     ONNX form here; {@code DISK_FULL} or {@code FILE_ACCESS} where the file cannot be written
   */
  public static void write(MultiLayerNetwork network, Map<String, String> metadata, Path file) {
    byte[] bytes = toBytes(network, metadata);
    AtomicFiles.write(file, temporary -> Files.write(temporary, bytes));
  }

  /** The serialised model. */
  public static byte[] toBytes(MultiLayerNetwork network, Map<String, String> metadata) {
    if (!network.getLayerWiseConfigurations().getInputPreProcessors().isEmpty()) {
      throw inexpressible("input pre-processors", "none");
    }
    OnnxGraph graph = new OnnxGraph("network");
    String value = graph.input(OnnxModel.INPUT, network.layerInputSize(0));
    for (int i = 0; i < network.getnLayers(); i++) {
      value = OnnxLayers.write(graph, network.getLayer(i), value);
    }
    graph.output(value, OnnxModel.OUTPUT, network.layerSize(network.getnLayers() - 1));
    return graph.toBytes(PRODUCER, metadata);
  }

  static MillraceException inexpressible(String what, String supported) {
    return new MillraceException(
        ErrorCode.INTERNAL_FAULT,
        "The network cannot be written as ONNX: it has %s, expected %s.".formatted(what, supported),
        "Describe the network with layers and activations that the recipe offers.");
  }
}
