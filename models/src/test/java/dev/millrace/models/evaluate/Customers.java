package dev.millrace.models.evaluate;

import dev.millrace.contract.encode.ColumnStatistics.Categories;
import dev.millrace.contract.encode.ColumnStatistics.Numbers;
import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.encode.EncoderBuilder;
import dev.millrace.contract.feature.BatchBuilder;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.support.Seeds;
import dev.millrace.models.rows.MemoryRows;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Customers in memory: short tenure and the plan {@code monthly} make them leave, {@code noise} has
 * no part in it.
 */
final class Customers {
  static final FeatureContract CONTRACT =
      new FeatureContract(
          "test",
          null,
          new Target("churn", "yes"),
          List.of(
              Column.of("tenure", ColumnType.INTEGER),
              Column.of("plan", ColumnType.CATEGORY),
              Column.of("senior", ColumnType.BOOLEAN),
              Column.of("noise", ColumnType.NUMBER)));

  static final Encoder ENCODER = encoder();

  private static final int BATCH = 300;

  private Customers() {}

  /** The same for the same seed. */
  static MemoryRows rows(int rows, long seed) {
    SplittableRandom random = new Seeds(seed).random();
    double[] tenure = random.doubles(rows, 0, 72).map(Math::floor).toArray();
    double[] senior = random.doubles(rows).map(v -> v < 0.2 ? 1 : 0).toArray();
    double[] noise = random.doubles(rows).toArray();
    noise[0] = Double.NaN;
    BitSet positive = new BitSet(rows);
    List<ColumnBatch> batches = new ArrayList<>();
    for (int first = 0; first < rows; first += BATCH) {
      BatchBuilder batch = new BatchBuilder(CONTRACT);
      for (int i = first; i < Math.min(rows, first + BATCH); i++) {
        int drawn = random.nextInt(100);
        String plan = drawn < 50 ? "monthly" : drawn < 99 ? "yearly" : "rare";
        positive.set(i, random.nextDouble() < truth(tenure[i], plan));
        batch.addRow().set(0, tenure[i]).set(1, plan).set(2, senior[i]).set(3, noise[i]);
      }
      batches.add(batch.build());
    }
    return new MemoryRows(batches, positive);
  }

  /** The true probability of a row. */
  static double truth(ColumnBatch batch, int row) {
    return truth(batch.number(0, row), batch.text(1, row));
  }

  private static double truth(double tenure, String plan) {
    return Logit.inverse(0.8 - tenure / 20 + (plan.equals("monthly") ? 1 : -1));
  }

  /** Knows how customers leave, but is too sure; {@code monthly} is encoded as -1. */
  static float[] informed(float[] features, int rows) {
    return byTenure(features, rows, 1);
  }

  /** The same without the plan. */
  static float[] simple(float[] features, int rows) {
    return byTenure(features, rows, 0);
  }

  private static float[] byTenure(float[] features, int rows, double ofPlan) {
    int width = features.length / rows;
    int plan = ENCODER.offset(1);
    float[] probabilities = new float[rows];
    for (int row = 0; row < rows; row++) {
      double logit = -1.8 * features[row * width] - 1 - ofPlan * features[row * width + plan];
      probabilities[row] = (float) Logit.inverse(2 * logit);
    }
    return probabilities;
  }

  /** Another encoder of the same rows, with fewer features. */
  static Encoder standardised() {
    List<Column> columns =
        CONTRACT.columns().stream()
            .map(column -> Column.of(column.name(), column.type()))
            .map(column -> column.isNumeric() ? standard(column) : column)
            .toList();
    return encoder(new FeatureContract("test", null, CONTRACT.target(), columns));
  }

  private static Column standard(Column column) {
    return new Column(
        column.name(),
        column.type(),
        column.missing(),
        null,
        null,
        List.of(),
        null,
        null,
        null,
        column.numberStyle(),
        List.of(),
        List.of(),
        Encoding.of(Encoding.Method.STANDARD));
  }

  private static Encoder encoder() {
    return encoder(CONTRACT);
  }

  private static Encoder encoder(FeatureContract contract) {
    return new EncoderBuilder(
            contract,
            List.of(
                Numbers.of(0, 18, 36, 54, 72),
                Categories.of(List.of("monthly", "monthly", "yearly"), List.of(true, true, false)),
                Numbers.of(0, 1),
                Numbers.of(0, 0.5, 1)))
        .build();
  }
}
