package dev.millrace.models.train;

import dev.millrace.models.evaluate.LogLoss;
import dev.millrace.models.evaluate.RocAuc;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Validation rows and how well a network predicts them. */
final class Validation {
  private final Matrix rows;
  private final boolean[] positive;

  Validation(Matrix rows) {
    this.rows = rows;
    this.positive = new boolean[rows.rows()];
    for (int row = 0; row < positive.length; row++) {
      positive[row] = rows.label(row) > 0;
    }
  }

  /** Both metrics are NaN where the network gives NaN. */
  record Score(double logLoss, double rocAuc) {}

  Score score(MultiLayerNetwork network) {
    double[] probabilities = Predictions.of(network, rows);
    double logLoss = LogLoss.of(probabilities, positive);
    return new Score(
        logLoss, Double.isNaN(logLoss) ? Double.NaN : RocAuc.of(probabilities, positive));
  }
}
