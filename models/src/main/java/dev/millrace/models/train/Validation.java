package dev.millrace.models.train;

import dev.millrace.models.evaluate.LogLoss;
import dev.millrace.models.evaluate.RocAuc;
import java.util.function.Function;

/** Validation rows and how well they are predicted. */
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

  /** Both metrics are NaN where a prediction is. */
  record Score(double logLoss, double rocAuc) {}

  /** Of what predicts a probability for each row. */
  Score score(Function<Matrix, double[]> predictor) {
    double[] probabilities = predictor.apply(rows);
    double logLoss = LogLoss.of(probabilities, positive);
    return new Score(
        logLoss, Double.isNaN(logLoss) ? Double.NaN : RocAuc.of(probabilities, positive));
  }
}
