package dev.millrace.models.train;

import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Probabilities of a network for encoded rows. */
final class Predictions {
  /** Bounds what the hidden layers take outside of the heap. */
  private static final int CHUNK = 4096;

  private Predictions() {}

  /**
   * @param features row-major {@code [rows, width]}
   */
  static float[] of(MultiLayerNetwork network, float[] features, int rows) {
    int width = rows == 0 ? 0 : features.length / rows;
    float[] probabilities = new float[rows];
    for (int from = 0; from < rows; from += CHUNK) {
      int to = Math.min(rows, from + CHUNK);
      float[] chunk = chunk(network, Arrays.copyOfRange(features, from * width, to * width), width);
      System.arraycopy(chunk, 0, probabilities, from, to - from);
    }
    return probabilities;
  }

  static double[] of(MultiLayerNetwork network, Matrix rows) {
    double[] probabilities = new double[rows.rows()];
    for (int from = 0; from < probabilities.length; from += CHUNK) {
      int size = Math.min(CHUNK, probabilities.length - from);
      float[] chunk = chunk(network, rows.block(from, size), rows.width());
      for (int i = 0; i < size; i++) {
        probabilities[from + i] = chunk[i];
      }
    }
    return probabilities;
  }

  private static float[] chunk(MultiLayerNetwork network, float[] features, int width) {
    long rows = features.length / width;
    INDArray output = network.output(Nd4j.create(features, new long[] {rows, width}), false);
    return output.dup('c').data().asFloat();
  }
}
