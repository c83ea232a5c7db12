package dev.millrace.models.evaluate;

import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.rows.ValidationRows;
import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.models.evaluate.Evaluation.Importance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How much ROC-AUC falls on validation rows when the values of one column are shuffled among them
 * (Breiman 2001): what the model leans on. Columns that say the same share their importance and may
 * each show little. All features of a column move together. Deterministic for a seed.
 *
 * <p>Holds at most {@value #MOST_ROWS} encoded rows, the first ones; the source is shuffled.
 */
final class PermutationImportance {
  private static final int MOST_ROWS = 10_000;
  private static final int REPEATS = 5;
  private static final int BATCH = 1024;

  private final FeatureContract contract;
  private final Encoder encoder;
  private final Seeds seeds;
  private final Progress progress;

  PermutationImportance(FeatureContract contract, Encoder encoder, Seeds seeds, Progress progress) {
    this.contract = contract;
    this.encoder = encoder;
    this.seeds = seeds.derive("permutation importance");
    this.progress = progress;
  }

  /** By column of the contract, most important first. */
  List<Importance> of(ProbabilityModel model, ValidationRows validation) {
    Encoded encoded = encode(validation);
    int[] inPlace = new int[encoded.rows()];
    Arrays.setAll(inPlace, i -> i);
    double before = auc(model, encoded, 0, inPlace);
    List<Importance> importances = new ArrayList<>();
    int columns = contract.columns().size();
    try (Progress.Task task = progress.start("column importance", columns, "columns")) {
      for (int column = 0; column < columns; column++) {
        importances.add(importance(model, encoded, column, before));
        task.advance(1);
      }
    }
    importances.sort(Comparator.comparingDouble(Importance::rocAucDrop).reversed());
    return importances;
  }

  private Importance importance(
      ProbabilityModel model, Encoded encoded, int column, double before) {
    String name = contract.columns().get(column).name();
    Seeds ofColumn = seeds.derive(name);
    double[] drops = new double[REPEATS];
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      int[] order = Shuffle.permutation(encoded.rows(), ofColumn.derive(repeat).random());
      drops[repeat] = before - auc(model, encoded, column, order);
    }
    double mean = Arrays.stream(drops).average().orElse(Double.NaN);
    double squares = Arrays.stream(drops).map(d -> (d - mean) * (d - mean)).sum();
    return new Importance(name, mean, Math.sqrt(squares / (REPEATS - 1)));
  }

  /** ROC-AUC where each row takes the column's features from another row. */
  private double auc(ProbabilityModel model, Encoded encoded, int column, int[] takenFrom) {
    int width = encoder.width();
    int from = encoder.offset(column);
    int length = encoder.offset(column + 1) - from;
    double[] scores = new double[encoded.rows()];
    float[] batch = new float[0];
    for (int start = 0; start < scores.length; start += BATCH) {
      int rows = Math.min(BATCH, scores.length - start);
      if (batch.length != rows * width) {
        batch = new float[rows * width];
      }
      System.arraycopy(encoded.features, start * width, batch, 0, rows * width);
      for (int row = 0; row < rows; row++) {
        int taken = takenFrom[start + row] * width + from;
        System.arraycopy(encoded.features, taken, batch, row * width + from, length);
      }
      float[] probabilities = model.probabilities(batch, rows);
      for (int row = 0; row < rows; row++) {
        scores[start + row] = probabilities[row];
      }
    }
    return RocAuc.of(scores, encoded.positive);
  }

  private Encoded encode(ValidationRows validation) {
    int most = (int) Math.min(MOST_ROWS, validation.source().rows());
    int width = encoder.width();
    float[] features = new float[most * width];
    boolean[] positive = new boolean[most];
    EncodingCounts uncounted = new EncodingCounts(contract.columns().size());
    int rows = 0;
    try (RowCursor cursor = validation.source().cursor()) {
      while (rows < most && cursor.next()) {
        ColumnBatch batch = cursor.batch();
        for (int row = 0; row < batch.rows() && rows < most; row++, rows++) {
          encoder.encode(batch, row, features, rows * width, uncounted);
          positive[rows] = cursor.label(row) > 0;
        }
      }
    }
    return new Encoded(features, Arrays.copyOf(positive, rows));
  }

  /** Row-major features and the labels of the rows. */
  private record Encoded(float[] features, boolean[] positive) {
    int rows() {
      return positive.length;
    }
  }
}
