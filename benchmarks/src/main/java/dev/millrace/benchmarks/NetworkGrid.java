package dev.millrace.benchmarks;

import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Nonlinearity;
import dev.millrace.models.train.FitSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The 756 networks whose cross-validation is recorded in {@code benchmarks/tables}: wide enough
 * that most of them are bad, as in a search space that people write down.
 */
record NetworkGrid(double learningRate, double weightDecay, double dropout, int width, int depth) {
  static final List<String> NAMES =
      List.of("learning_rate", "weight_decay", "dropout", "width", "depth");
  static final List<List<Double>> LEVELS =
      List.of(
          List.of(1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1),
          List.of(0.01, 0.1, 1.0, 10.0),
          List.of(0.0, 0.25, 0.5),
          List.of(8.0, 32.0, 96.0),
          List.of(1.0, 2.0, 3.0));

  private static final int BATCH = 256;
  private static final int EPOCHS = 20;
  private static final int PATIENCE = 8;

  /** All of them; the last parameter changes fastest. */
  static List<NetworkGrid> all() {
    List<List<Double>> rows = List.of(List.of());
    for (List<Double> levels : LEVELS) {
      List<List<Double>> longer = new ArrayList<>();
      for (List<Double> row : rows) {
        for (double level : levels) {
          List<Double> values = new ArrayList<>(row);
          values.add(level);
          longer.add(values);
        }
      }
      rows = longer;
    }
    return rows.stream().map(NetworkGrid::of).toList();
  }

  private static NetworkGrid of(List<Double> values) {
    return new NetworkGrid(
        values.get(0),
        values.get(1),
        values.get(2),
        values.get(3).intValue(),
        values.get(4).intValue());
  }

  NetworkSpec network() {
    return new NetworkSpec.Mlp(Collections.nCopies(depth, width), Nonlinearity.SWISH, dropout, 0);
  }

  FitSpec fit() {
    return new FitSpec(
        BATCH,
        EPOCHS,
        learningRate,
        FitSpec.Schedule.COSINE,
        weightDecay,
        PATIENCE,
        FitSpec.Select.LOG_LOSS,
        FitSpec.ClassWeights.none(),
        0);
  }

  /** The start of its line in a table. */
  String text() {
    return learningRate + "," + weightDecay + "," + dropout + "," + width + "," + depth;
  }
}
