package dev.millrace.benchmarks;

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
import dev.millrace.monitoring.LiveProfile;
import dev.millrace.monitoring.ReferenceProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.datavec.api.records.reader.RecordReader;

/**
 * Time to count a row for monitoring, of 4 numbers and 15 categories like the telco table: one row
 * at a time, as requests come, with texts that are known objects and with new ones, and 64 at a
 * time; and the time of a report.
 */
public final class MonitoringBenchmark {
  private static final int NUMBERS = 4;
  private static final int CATEGORIES = 15;
  private static final int ROWS = 1024;
  private static final FeatureContract CONTRACT =
      new FeatureContract("telco", null, new Target("churn", "yes"), columns());

  private MonitoringBenchmark() {}

  /** Prints the table; takes no arguments. */
  public static void main(String[] arguments) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    ReferenceProfile reference =
        ReferenceProfile.of(
            CONTRACT,
            new TrainingRows(new OneBatch(batch(random, 5000))),
            ReferenceProfile.scores(random.doubles(1000).toArray()));
    LiveProfile live = new LiveProfile(CONTRACT, reference);
    List<ColumnBatch> single = batches(random, 1);
    List<ColumnBatch> many = batches(random, 64);
    double[] scores = random.doubles(64).toArray();
    double[] times =
        Stopwatch.microseconds(
            () -> single.forEach(rows -> live.observe(rows, scores)),
            () -> single.forEach(rows -> live.observe(withNewTexts(rows), scores)),
            () -> single.forEach(rows -> Stopwatch.keep(texts(rows))),
            () -> many.forEach(rows -> live.observe(rows, scores)),
            () -> Stopwatch.keep(live.report()));
    System.out.printf(
        Locale.ROOT,
        "nanoseconds per row of %d columns: 1 row %.0f, with new texts %.0f (of which making them"
            + " %.0f), 64 rows %.0f; report %.1f microseconds%n",
        NUMBERS + CATEGORIES,
        times[0] * 1000 / ROWS,
        times[1] * 1000 / ROWS,
        times[2] * 1000 / ROWS,
        times[3] * 1000 / ROWS,
        times[4]);
  }

  private static List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < NUMBERS + CATEGORIES; i++) {
      columns.add(Column.of("column " + i, i < NUMBERS ? ColumnType.NUMBER : ColumnType.CATEGORY));
    }
    return columns;
  }

  private static List<ColumnBatch> batches(SplittableRandom random, int rows) {
    return IntStream.range(0, ROWS / rows).mapToObj(i -> batch(random, rows)).toList();
  }

  private static ColumnBatch batch(SplittableRandom random, int rows) {
    List<String> values = List.of("Yes", "No", "No internet service", "Month-to-month");
    BatchBuilder batch = new BatchBuilder(CONTRACT);
    for (int row = 0; row < rows; row++) {
      batch.addRow();
      for (int column = 0; column < NUMBERS + CATEGORIES; column++) {
        if (column < NUMBERS) {
          batch.set(column, random.nextDouble(120));
        } else {
          batch.set(column, values.get(random.nextInt(values.size())));
        }
      }
    }
    return batch.build();
  }

  private static ColumnBatch withNewTexts(ColumnBatch row) {
    return new NewTexts(row, texts(row));
  }

  @SuppressWarnings("StringCopy") // whose hash is not known yet
  private static String[] texts(ColumnBatch row) {
    String[] texts = new String[NUMBERS + CATEGORIES];
    for (int column = NUMBERS; column < texts.length; column++) {
      texts[column] = new String(String.valueOf(row.text(column, 0)).toCharArray());
    }
    return texts;
  }

  private record NewTexts(ColumnBatch row, String[] texts) implements ColumnBatch {
    @Override
    public int rows() {
      return 1;
    }

    @Override
    public double number(int column, int at) {
      return row.number(column, at);
    }

    @Override
    public String text(int column, int at) {
      return texts[column];
    }
  }

  private record OneBatch(ColumnBatch batch) implements RowSource {
    @Override
    public long rows() {
      return batch.rows();
    }

    @Override
    public long positives() {
      return 0;
    }

    @Override
    public RowCursor cursor() {
      return new Cursor(batch);
    }

    @Override
    public RecordReader encoded(FittedEncoder encoder, EncodingCounts counts) {
      throw new UnsupportedOperationException("only raw rows are here");
    }
  }

  private static final class Cursor implements RowCursor {
    private final ColumnBatch batch;
    private boolean read;

    Cursor(ColumnBatch batch) {
      this.batch = batch;
    }

    @Override
    public boolean next() {
      boolean first = !read;
      read = true;
      return first;
    }

    @Override
    public ColumnBatch batch() {
      return batch;
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
