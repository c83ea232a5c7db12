package dev.millrace.pipeline.score;

import dev.millrace.etl.duck.Duck;
import java.nio.file.Path;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Gathers rows in a table of DuckDB and copies them to a Parquet file. */
final class ParquetSink implements ScoreSink {
  private final DuckDBConnection database;
  private final TableSink rows;
  private final Path file;

  /**
   * @param database on disk, so that the rows need no memory
   * @param reasons whether there is a column for them
   */
  ParquetSink(DuckDBConnection database, Path file, boolean reasons) throws SQLException {
    this.database = database;
    this.file = file;
    this.rows = new TableSink(database, reasons);
  }

  @Override
  public void add(String key, double probability, @Nullable String reasons) throws SQLException {
    rows.add(key, probability, reasons);
  }

  @Override
  public void finish() throws SQLException {
    rows.finish();
    Duck.execute(
        database,
        "COPY "
            + TableSink.TABLE
            + " TO "
            + Duck.literal(file)
            + " (FORMAT parquet, COMPRESSION zstd)");
  }
}
