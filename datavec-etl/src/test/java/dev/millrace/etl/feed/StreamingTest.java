package dev.millrace.etl.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding.Method;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Target;
import dev.millrace.etl.duck.DuckSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.datavec.api.records.reader.RecordReader;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;

/** A table larger than the heap, and than DuckDB's memory, goes through a small JVM. */
class StreamingTest {
  private static final int ROWS = 700_000;
  private static final int COLUMNS = 20;
  private static final FeatureContract CONTRACT =
      new FeatureContract(
          "wide",
          null,
          new Target("y", "1"),
          IntStream.range(0, COLUMNS)
              .mapToObj(i -> Feed.column("c" + i, ColumnType.NUMBER, Method.ROBUST))
              .toList());

  /** The child: 112 MB of doubles and 56 MB of floats in a heap of 48 MB. */
  public static void main(String[] arguments) {
    DuckSettings settings = new DuckSettings("80MB", 1);
    Path file = Path.of(arguments[0]);
    FittedEncoder encoder = EncoderFitter.fit(file, CONTRACT, settings);
    try (FeatureTable table = FeatureTable.open(file, CONTRACT, settings)) {
      RecordReader reader = table.training().source().encoded(encoder, new EncodingCounts(COLUMNS));
      RecordReaderDataSetIterator iterator =
          new RecordReaderDataSetIterator(reader, 1024, 1, 1, true);
      long rows = 0;
      while (iterator.hasNext()) {
        DataSet batch = iterator.next();
        rows += batch.getFeatures().size(0);
        batch.getFeatures().close();
        batch.getLabels().close();
      }
      System.out.println("rows " + rows);
    }
  }

  @Test
  void a_table_larger_than_the_heap_is_streamed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("features.duckdb");
    String columns =
        IntStream.range(0, COLUMNS)
            .mapToObj(i -> ", random() AS c" + i)
            .collect(Collectors.joining());
    Feed.run(
        file,
        "CREATE TABLE features AS SELECT r AS __position, 0::TINYINT AS __split, 0::TINYINT AS"
            + " __fold, r::VARCHAR AS __key, (r % 4 = 0)::TINYINT AS __label"
            + columns
            + " FROM range("
            + ROWS
            + ") t(r)");
    assertThat(Files.size(file)).isGreaterThan(90 << 20);
    assertThat(child(folder, file)).contains("rows " + ROWS);
  }

  private static String child(Path folder, Path file) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx48m",
                    "-XX:+UseSerialGC",
                    "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                    "-Dlogback.configurationFile="
                        + System.getProperty("logback.configurationFile"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    StreamingTest.class.getName(),
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
