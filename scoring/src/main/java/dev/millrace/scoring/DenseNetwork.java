package dev.millrace.scoring;

import java.util.List;
import java.util.Optional;

/**
 * A network of dense layers in plain Java, one row at a time: of a single row ONNX Runtime spends
 * more on being called than on the network, and what a row gets does not depend on the rows beside
 * it. Not thread-safe; {@link #copy} for another thread.
 */
final class DenseNetwork {
  private final List<DenseLayer> layers;
  private final float[][] sums;

  private DenseNetwork(List<DenseLayer> layers) {
    this.layers = List.copyOf(layers);
    this.sums = layers.stream().map(layer -> new float[layer.outputs()]).toArray(float[][]::new);
  }

  /** The network of an ONNX file; empty where it is of other operations than dense layers. */
  static Optional<DenseNetwork> read(byte[] onnx) {
    try {
      List<DenseLayer> layers = DenseChain.of(OnnxGraph.read(onnx));
      return layers.isEmpty() ? Optional.empty() : Optional.of(new DenseNetwork(layers));
    } catch (RuntimeException e) { // ONNX Runtime reads it then, and says what is wrong
      return Optional.empty();
    }
  }

  /** Features of a row. */
  int width() {
    return layers.get(0).inputs();
  }

  DenseNetwork copy() {
    return new DenseNetwork(layers.stream().map(DenseLayer::copy).toList());
  }

  /** The probability of a row of features, which lies from {@code offset} on. */
  float score(float[] features, int offset) {
    float[] values = features;
    int from = offset;
    for (int i = 0; i < sums.length; i++) {
      layers.get(i).apply(values, from, sums[i]);
      values = sums[i];
      from = 0;
    }
    return values[0];
  }
}
