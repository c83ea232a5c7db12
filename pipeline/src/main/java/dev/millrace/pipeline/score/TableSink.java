package dev.millrace.pipeline.score;

import dev.millrace.etl.duck.Duck;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Gathers rows in table {@code scores (key, probability, reasons)} of a DuckDB database. */
final class TableSink implements ScoreSink {
  static final String TABLE = "scores";

  private final DuckDBAppender appender;

  /**
   * @param database on disk, so that the rows need no memory
   * @param reasons whether there is a column for them
   */
  TableSink(DuckDBConnection database, boolean reasons) throws SQLException {
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
  }
}
