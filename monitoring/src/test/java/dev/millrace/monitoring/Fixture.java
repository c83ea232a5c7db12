package dev.millrace.monitoring;

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
import dev.millrace.contract.rows.TrainingRows;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.datavec.api.records.reader.RecordReader;
import org.jspecify.annotations.Nullable;

/** A contract of a column of every kind, and rows that chance draws. */
final class Fixture {
  static final FeatureContract CONTRACT =
      new FeatureContract(
          "subscribers",
          null,
          new Target("churn", "yes"),
          List.of(
              Column.of("tenure", ColumnType.INTEGER),
              Column.of("charges", ColumnType.NUMBER),
              Column.of("paperless", ColumnType.BOOLEAN),
              Column.of("plan", ColumnType.CATEGORY)));

  private static final List<String> PLANS = List.of("month", "month", "month", "year", "two years");

  private Fixture() {}

  /** Months to 71, charges from 20 to 120 of which every tenth is missing, flags, plans. */
  static ColumnBatch rows(long seed, int rows) {
    return rows(seed, rows, 0);
  }

  /** The same with charges that are so much higher. */
  static ColumnBatch rows(long seed, int rows, double dearer) {
    SplittableRandom random = new SplittableRandom(seed);
    BatchBuilder batch = new BatchBuilder(CONTRACT);
    for (int i = 0; i < rows; i++) {
      batch
          .addRow()
          .set(0, random.nextInt(72))
          .set(1, i % 10 == 0 ? Double.NaN : random.nextDouble(20, 120) + dearer)
          .set(2, random.nextInt(4) == 0 ? 1 : 0)
          .set(3, PLANS.get(random.nextInt(PLANS.size())));
    }
    return batch.build();
  }

  static double[] scores(long seed, int rows) {
    return new SplittableRandom(seed).doubles(rows).map(p -> p * p).toArray();
  }

  static ReferenceProfile profile() {
    return ReferenceProfile.of(
        CONTRACT, training(rows(1, 3000), rows(2, 2000)), ReferenceProfile.scores(scores(3, 1000)));
  }

  static TrainingRows training(ColumnBatch... batches) {
    return new TrainingRows(new Batches(List.of(batches)));
  }

  private record Batches(List<ColumnBatch> batches) implements RowSource {
    @Override
    public long rows() {
      return batches.stream().mapToLong(ColumnBatch::rows).sum();
    }

    @Override
    public long positives() {
      return 0;
    }

    @Override
    public RowCursor cursor() {
      return new Cursor(batches.iterator());
    }

    @Override
    public RecordReader encoded(FittedEncoder encoder, EncodingCounts counts) {
      throw new UnsupportedOperationException("only raw rows are here");
    }
  }

  private static final class Cursor implements RowCursor {
    private final Iterator<ColumnBatch> batches;
    private @Nullable ColumnBatch current;

    Cursor(Iterator<ColumnBatch> batches) {
      this.batches = batches;
    }

    @Override
    public boolean next() {
      current = batches.hasNext() ? batches.next() : null;
      return current != null;
    }

    @Override
    public ColumnBatch batch() {
      return Objects.requireNonNull(current);
    }

    @Override
    public float label(int row) {
      return 0;
    }

    @Override
    public String key(int row) {
      return "";
    }

    @Override
    public int fold(int row) {
      return 0;
    }

    @Override
    public void close() {}
  }
}
