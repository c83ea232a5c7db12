package dev.millrace.pipeline.score;

import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.feed.FeatureScan;
import dev.millrace.pipeline.file.DataFile;
import dev.millrace.pipeline.file.Scratch;
import dev.millrace.scoring.Reason;
import dev.millrace.scoring.ReasonText;
import dev.millrace.scoring.Scorer;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Streams clean rows of table {@code features} through a model into a sink.
 *
 * @param reasons most reasons given for a row; 0 for none
 */
record RowsScorer(Scorer scorer, ReasonText text, int reasons, Progress progress) {

  RowsScorer(Scorer scorer, int reasons, Progress progress) {
    this(scorer, new ReasonText(scorer.modelPackage()), reasons, progress);
  }

  /**
   * Writes scores to a file by its name, which appears whole, or as CSV to a stream.
   *
   * @param out null for the stream
   */
  void write(
      DuckDBConnection database,
      FeatureContract contract,
      long rows,
      @Nullable Path out,
      Writer stream,
      Scratch scratch)
      throws IOException, SQLException {
    boolean withReasons = reasons > 0;
    if (out == null) {
      write(database, contract, rows, new CsvSink(stream, withReasons));
      return;
    }
    Path unfinished = scratch.resolve("scores");
    if (DataFile.isParquet(out)) {
      Path working = scratch.resolve("scoring.duckdb");
      try (DuckDBConnection scores = Duck.open(working, DuckSettings.standard())) {
        write(database, contract, rows, new ParquetSink(scores, unfinished, withReasons));
      }
    } else {
      try (Writer csv = Files.newBufferedWriter(unfinished)) {
        write(database, contract, rows, new CsvSink(csv, withReasons));
      }
    }
    AtomicFiles.move(unfinished, out);
  }

  /** Gives all rows to a sink. */
  void write(DuckDBConnection database, FeatureContract contract, long rows, ScoreSink sink)
      throws IOException, SQLException {
    try (Progress.Task task = progress.start("score", rows, "rows");
        FeatureScan scan = FeatureScan.over(database, "features", contract, "__key")) {
      while (scan.next()) {
        task.advance(add(scan, sink));
      }
      sink.finish();
    }
  }

  private int add(FeatureScan scan, ScoreSink sink) throws IOException, SQLException {
    ColumnBatch rows = scan.batch();
    double[] probabilities = scorer.score(rows);
    List<List<Reason>> why = reasons == 0 ? List.of() : scorer.reasons(rows, reasons);
    for (int row = 0; row < probabilities.length; row++) {
      String key = scan.key(row);
      sink.add(
          key == null ? "" : key,
          probabilities[row],
          why.isEmpty() ? null : text.of(rows, row, why.get(row)));
    }
    return probabilities.length;
  }
}
