package dev.millrace.pipeline.demo;

import dev.millrace.etl.duck.Duck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Gathers the true probabilities of a block of customers and writes them as a Parquet file. */
final class TruthTable {
  private final DuckDBConnection database;
  private final DuckDBAppender appender;
  private long rows;

  TruthTable(DuckDBConnection database) throws SQLException {
    this.database = database;
    Duck.execute(database, "CREATE TABLE truth (customer INTEGER, day INTEGER, p DOUBLE)");
    this.appender = database.createAppender("truth");
  }

  /**
   * Adds the probabilities of those dates on which the customer, signed up earlier, is there or
   * about to leave that day; the end of the data is the last one.
   */
  void add(Life life, Period period, TruthDates dates) throws SQLException {
    int last = Math.min(life.left(), Period.END);
    Truth truth = new Truth(life.hazard());
    if (dates == TruthDates.DAILY) {
      for (int day = period.first(); day <= last; day++) {
        add(life, day, truth.from(day));
      }
    } else {
      for (int month = 0; month <= period.months(); month++) {
        if (period.monthStart(month) <= last) {
          add(life, period.monthStart(month), truth.from(period.monthStart(month)));
        }
      }
    }
  }

  /**
   * Writes {@code truth/part-NNNN.parquet}.
   *
   * @return rows written
   */
  long write(Path folder, int part) throws SQLException, IOException {
    appender.close();
    Path place = Files.createDirectories(folder.resolve("truth"));
    Duck.execute(
        database,
        "COPY (SELECT "
            + Spelling.DASH.sql()
            + " AS customer_id, DATE '1970-01-01' + day AS date, p AS probability FROM truth"
            + " ORDER BY rowid) TO "
            + Duck.literal(place.resolve(Parts.file(part)))
            + Parts.FORMAT);
    return rows;
  }

  private void add(Life life, int day, double probability) throws SQLException {
    if (day > life.customer().signup()) {
      appender.beginRow();
      appender.append(life.customer().number());
      appender.append(day);
      appender.append(probability);
      appender.endRow();
      rows++;
    }
  }
}
