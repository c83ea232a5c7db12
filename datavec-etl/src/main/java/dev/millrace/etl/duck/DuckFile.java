package dev.millrace.etl.duck;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/** DuckDB files that appear whole or not at all, with nothing of DuckDB's own left beside them. */
public final class DuckFile {

  /** Fills a new database. */
  @FunctionalInterface
  public interface Work<T> {

    /**
     * Writes the tables.
     *
     * @param scratch a folder for files of one's own, deleted afterwards
     */
    T fill(DuckDBConnection database, Path scratch) throws SQLException, IOException;
  }

  private DuckFile() {}

  /**
   * Makes a database in a folder beside its destination and moves it there when it is finished and
   * closed; on any failure nothing is left and an old file stays.
   *
   * @throws MillraceException what the work throws; faults of DuckDB and of the disk as {@link
   *     DuckErrors} and {@link Io} tell them, naming the destination
   */
  public static <T> T write(Path destination, DuckSettings settings, Work<T> work) {
    Path scratch = AtomicFiles.temporaryFor(destination);
    try {
      AtomicFiles.deleteTree(scratch);
      Files.createDirectories(scratch);
      Path unfinished = scratch.resolve("working.duckdb");
      T result;
      try (DuckDBConnection database = Duck.open(unfinished, settings)) {
        result = work.fill(database, scratch);
        Duck.execute(database, "CHECKPOINT");
      }
      AtomicFiles.move(unfinished, destination);
      return result;
    } catch (IOException e) {
      throw Io.fault(destination, e);
    } catch (SQLException e) {
      throw DuckErrors.translate(e, destination);
    } finally {
      AtomicFiles.deleteTree(scratch);
    }
  }
}
