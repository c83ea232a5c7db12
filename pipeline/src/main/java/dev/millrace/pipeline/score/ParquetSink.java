package dev.millrace.pipeline.score;

import dev.millrace.etl.duck.Duck;
import java.nio.file.Path;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Gathers rows in a table of DuckDB and copies them to a Parquet file. */
final class ParquetSink implements ScoreSink {
  private static final String TABLE = "scores";

  private final DuckDBConnection database;
  private final DuckDBAppender appender;
  private final Path file;

  /**
   * @param database on disk, so that the rows need no memory
   * @param reasons whether there is a column for them
   */
  ParquetSink(DuckDBConnection database, Path file, boolean reasons) throws SQLException {
    this.database = database;
    this.file = file;
    Duck.execute(
        database,
        "CREATE TABLE %s (key VARCHAR, probability DOUBLE%s)"
            .formatted(TABLE, reasons ? ", reasons VARCHAR" : ""));
    this.appender = database.createAppender(TABLE);
  }

  @Override
  public void add(String key, double probability, @Nullable String reasons) throws SQLException {
    appender.beginRow();
    appender.append(key);
    appender.append(probability);
    if (reasons != null) {
      appender.append(reasons);
    }
    appender.endRow();
  }

  @Override
  public void finish() throws SQLException {
    appender.close();
    Duck.execute(
        database,
        "COPY " + TABLE + " TO " + Duck.literal(file) + " (FORMAT parquet, COMPRESSION zstd)");
  }
}
