package dev.millrace.models.evaluate;

import dev.millrace.contract.encode.ColumnStatistics.Categories;
import dev.millrace.contract.encode.ColumnStatistics.Numbers;
import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.encode.EncoderBuilder;
import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.feature.BatchBuilder;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.rows.RowSource;
import dev.millrace.contract.support.Seeds;
import java.util.List;
import java.util.SplittableRandom;
import org.datavec.api.records.reader.RecordReader;

/**
 * Customers in memory: short tenure and the plan {@code monthly} make them leave, {@code noise} has
 * no part in it.
 */
final class MemoryRows implements RowSource {
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

  private final double[] tenure;
  private final String[] plan;
  private final double[] senior;
  private final double[] noise;
  private final boolean[] positive;

  MemoryRows(int rows, long seed) {
    SplittableRandom random = new Seeds(seed).random();
    tenure = random.doubles(rows, 0, 72).map(Math::floor).toArray();
    senior = random.doubles(rows).map(v -> v < 0.2 ? 1 : 0).toArray();
    noise = random.doubles(rows).toArray();
    plan = new String[rows];
    positive = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      int drawn = random.nextInt(100);
      plan[i] = drawn < 50 ? "monthly" : drawn < 99 ? "yearly" : "rare";
      double logit = 0.8 - tenure[i] / 20 + (plan[i].equals("monthly") ? 1 : -1);
      positive[i] = random.nextDouble() < Logit.inverse(logit);
    }
    noise[0] = Double.NaN;
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

  @Override
  public long rows() {
    return positive.length;
  }

  @Override
  public long positives() {
    int count = 0;
    for (boolean p : positive) {
      count += p ? 1 : 0;
    }
    return count;
  }

  @Override
  public RecordReader encoded(FittedEncoder encoder, EncodingCounts counts) {
    throw new UnsupportedOperationException("evaluation reads raw rows");
  }

  @Override
  public RowCursor cursor() {
    return new Cursor();
  }

  private static Encoder encoder() {
    return new EncoderBuilder(
            CONTRACT,
            List.of(
                Numbers.of(0, 18, 36, 54, 72),
                Categories.of(List.of("monthly", "monthly", "yearly"), List.of(true, true, false)),
                Numbers.of(0, 1),
                Numbers.of(0, 0.5, 1)))
        .build();
  }

  private final class Cursor implements RowCursor {
    private int first = -BATCH;

    @Override
    public boolean next() {
      first += BATCH;
      return first < positive.length;
    }

    @Override
    public ColumnBatch batch() {
      BatchBuilder batch = new BatchBuilder(CONTRACT);
      for (int row = first; row < Math.min(positive.length, first + BATCH); row++) {
        batch.addRow();
        batch.set(0, tenure[row]).set(1, plan[row]).set(2, senior[row]).set(3, noise[row]);
      }
      return batch.build();
    }

    @Override
    public float label(int row) {
      return positive[first + row] ? 1 : 0;
    }

    @Override
    public String key(int row) {
      return "c" + (first + row);
    }

    @Override
    public int fold(int row) {
      return 0;
    }

    @Override
    public void close() {}
  }
}
