package dev.millrace.benchmarks;

import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.rows.RowSource;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.feed.EncoderFitter;
import dev.millrace.etl.feed.FeatureTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.records.reader.impl.transform.TransformProcessRecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.transform.DataAction;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Rows a second from disk into ND4J tensors, for a table of a million rows and 30 numbers, each
 * scaled robustly: our feature table through {@code FeatureTableReader}, beside DataVec's own CSV
 * reader, with and without the same encoder as a {@code TransformProcess}. All end in {@code
 * RecordReaderDataSetIterator} with batches of 1024. DataVec reads the first part of the same rows,
 * because it is much slower.
 */
public final class FeedBenchmark {
  private static final int ROWS = 1_000_000;
  private static final int SAMPLE = 50_000;
  private static final int COLUMNS = 30;
  private static final int BATCH = 1024;
  private static final int PASSES = 3;
  private static final FeatureContract CONTRACT =
      new FeatureContract(
          "feed",
          null,
          new Target("y", "1"),
          IntStream.range(0, COLUMNS).mapToObj(i -> robust("c" + i)).toList());

  /** A pass over some rows; gives how many there were. */
  @FunctionalInterface
  private interface Pass {
    long run() throws Exception;
  }

  private FeedBenchmark() {}

  /** One feature for each column, so that values in are values out. */
  private static Column robust(String name) {
    Column c = Column.of(name, ColumnType.NUMBER);
    return new Column(
        name,
        c.type(),
        c.missing(),
        c.min(),
        c.max(),
        c.values(),
        c.pattern(),
        c.unit(),
        c.description(),
        c.numberStyle(),
        c.formats(),
        c.text(),
        Encoding.of(Encoding.Method.ROBUST));
  }

  /** Prints the table; takes no arguments. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("feed-benchmark");
    try {
      Path features = folder.resolve("features.duckdb");
      Path csv = folder.resolve("sample.csv");
      generate(features, csv);
      DuckSettings settings = DuckSettings.standard();
      long begin = System.nanoTime();
      FittedEncoder encoder = EncoderFitter.fit(features, CONTRACT, settings);
      System.out.printf(
          Locale.ROOT,
          "fitted 30 encodings to a million rows in %.1f s%n",
          (System.nanoTime() - begin) / 1e9);
      try (FeatureTable table = FeatureTable.open(features, CONTRACT, settings)) {
        print(table.training().source(), encoder, csv);
      }
    } finally {
      AtomicFiles.deleteTree(folder);
    }
  }

  private static void print(RowSource source, FittedEncoder encoder, Path csv) throws Exception {
    System.out.println("                                      |     rows/s |  values/s |  ratio");
    double datavec = best(() -> iterate(new CSVRecordReader(), csv));
    TransformProcess process = withLabel(encoder);
    line("DataVec CSVRecordReader", datavec, datavec);
    line(
        "  and the encoder as TransformProcess",
        best(() -> iterate(new TransformProcessRecordReader(new CSVRecordReader(), process), csv)),
        datavec);
    line("FeatureTable, raw cursor", best(() -> scan(source)), datavec);
    line("FeatureTable, encoded to floats", best(() -> encode(source, encoder)), datavec);
    line("FeatureTableReader", best(() -> read(source, encoder)), datavec);
  }

  private static void line(String name, double rowsPerSecond, double reference) {
    System.out.printf(
        Locale.ROOT,
        "%-37s | %,10.0f | %7.1f M | %6.1f%n",
        name,
        rowsPerSecond,
        rowsPerSecond * COLUMNS / 1e6,
        rowsPerSecond / reference);
  }

  private static double best(Pass pass) throws Exception {
    double best = 0;
    for (int i = 0; i < PASSES; i++) {
      long begin = System.nanoTime();
      long rows = pass.run();
      best = Math.max(best, rows / ((System.nanoTime() - begin) / 1e9));
    }
    return best;
  }

  private static long read(RowSource source, FittedEncoder encoder) throws Exception {
    try (RecordReader reader = source.encoded(encoder, new EncodingCounts(COLUMNS))) {
      return drain(new RecordReaderDataSetIterator(reader, BATCH, 1, 1, true));
    }
  }

  private static long encode(RowSource source, FittedEncoder encoder) {
    EncodingCounts counts = new EncodingCounts(COLUMNS);
    float[] out = new float[4096 * encoder.encoder().width()];
    long rows = 0;
    try (RowCursor cursor = source.cursor()) {
      while (cursor.next()) {
        encoder.encoder().encode(cursor.batch(), out, counts);
        rows += cursor.batch().rows();
      }
    }
    Stopwatch.keep(out);
    return rows;
  }

  private static long scan(RowSource source) {
    double sum = 0;
    long rows = 0;
    try (RowCursor cursor = source.cursor()) {
      while (cursor.next()) {
        rows += cursor.batch().rows();
        for (int column = 0; column < COLUMNS; column++) {
          for (int row = 0; row < cursor.batch().rows(); row++) {
            sum += cursor.batch().number(column, row);
          }
        }
      }
    }
    Stopwatch.keep(sum);
    return rows;
  }

  private static long iterate(RecordReader reader, Path csv) throws Exception {
    reader.initialize(new FileSplit(csv.toFile()));
    try (reader) {
      return drain(new RecordReaderDataSetIterator(reader, BATCH, COLUMNS, COLUMNS, true));
    }
  }

  private static long drain(RecordReaderDataSetIterator iterator) {
    long rows = 0;
    while (iterator.hasNext()) {
      DataSet batch = iterator.next();
      rows += batch.getFeatures().size(0);
      batch.getFeatures().close();
      batch.getLabels().close();
    }
    return rows;
  }

  /** The encoder's process over rows that have the label at their end, as the CSV file does. */
  private static TransformProcess withLabel(FittedEncoder encoder) {
    Schema.Builder schema = new Schema.Builder();
    CONTRACT.columnNames().forEach(schema::addColumnDouble);
    return new TransformProcess(
        schema.addColumnInteger("label").build(),
        encoder.encoder().transformProcess().getActionList().stream()
            .map(action -> new DataAction(action.getTransform()))
            .toList());
  }

  private static void generate(Path features, Path csv) throws Exception {
    String columns =
        IntStream.range(0, COLUMNS)
            .mapToObj(
                i -> ", round((hash(r * 31 + " + i + ") % 1000003) / 997.0, 3)::DOUBLE AS c" + i)
            .collect(Collectors.joining());
    try (Connection database = Duck.open(features, DuckSettings.standard())) {
      Duck.execute(
          database,
          "CREATE TABLE features AS SELECT r AS __position, 0::TINYINT AS __split, 0::TINYINT AS"
              + " __fold, r::VARCHAR AS __key, (r % 4 = 0)::TINYINT AS __label"
              + columns
              + " FROM range("
              + ROWS
              + ") t(r)");
      Duck.execute(
          database,
          "COPY (SELECT * EXCLUDE (__position, __split, __fold, __key, __label), __label FROM"
              + " features LIMIT "
              + SAMPLE
              + ") TO "
              + Duck.literal(csv)
              + " (HEADER false)");
    }
  }
}
