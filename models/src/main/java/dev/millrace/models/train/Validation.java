package dev.millrace.models.train;

import dev.millrace.models.evaluate.LogLoss;
import dev.millrace.models.evaluate.RocAuc;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/** Validation rows and how well a network predicts them. */
final class Validation {
  private final EncodedSource source;
  private final @Nullable Matrix matrix;

  /** Keeps the encoded rows where they fit into that many bytes; reads them anew otherwise. */
  Validation(EncodedSource source, long bytes) {
    this.source = source;
    this.matrix = Matrix.fits(source, bytes) ? Matrix.read(source) : null;
  }

  /** Both metrics are NaN where the network gives NaN. */
  record Score(double logLoss, double rocAuc) {}

  Score score(MultiLayerNetwork network) {
    int rows = Math.toIntExact(source.rows());
    double[] probabilities = new double[rows];
    boolean[] positive = new boolean[rows];
    if (matrix != null) {
      fill(network, matrix.features(), matrix.labels(), probabilities, positive, 0);
    } else {
      int at = 0;
      try (EncodedRows blocks = EncodedRows.open(source)) {
        while (blocks.next()) {
          fill(network, blocks.features(), blocks.labels(), probabilities, positive, at);
          at += blocks.rows();
        }
      }
    }
    double logLoss = LogLoss.of(probabilities, positive);
    return new Score(
        logLoss, Double.isNaN(logLoss) ? Double.NaN : RocAuc.of(probabilities, positive));
  }

  private static void fill(
      MultiLayerNetwork network,
      float[] features,
      float[] labels,
      double[] probabilities,
      boolean[] positive,
      int at) {
    float[] predicted = Predictions.of(network, features, labels.length);
    for (int row = 0; row < labels.length; row++) {
      probabilities[at + row] = predicted[row];
      positive[at + row] = labels[row] > 0;
    }
  }
}
