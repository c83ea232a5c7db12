package dev.millrace.etl.clean;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckFile;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * Holds a landed table against a contract. What comes out is a DuckDB file with
 *
 * <ul>
 *   <li>{@code features}: {@code __row BIGINT, __key VARCHAR, __label TINYINT} (not when scoring),
 *       {@code __split_by VARCHAR} where asked for, and the contract's columns (DOUBLE or VARCHAR,
 *       NULL for missing), in reading order;
 *   <li>{@code quarantine}: {@code row, file, key, column_name, value, rule}, a line for every rule
 *       that a row set aside or dropped has broken;
 *   <li>{@code nulled}: the same for values of kept rows that became missing.
 * </ul>
 *
 * <p>The same table and contract give the same rows, whatever the settings.
 */
public final class Cleaner {
  private Cleaner() {}

  /**
   * Cleans rows with their answers. Nothing stops because of broken rows: ask the report with
   * {@link CleanReport#enforce}.
   *
   * @param destination of the DuckDB file; appears whole or not at all
   * @throws MillraceException {@code COLUMN_NOT_FOUND}, {@code TARGET_INVALID}
   */
  public static CleanReport clean(
      CleanJob job, Path destination, DuckSettings settings, Progress progress) {
    return run(job, true, destination, settings, progress);
  }

  /**
   * Cleans rows that are to be scored: the target is not needed, duplicates are rows like others,
   * and columns are not profiled.
   */
  public static CleanReport cleanForScoring(
      CleanJob job, Path destination, DuckSettings settings, Progress progress) {
    return run(job, false, destination, settings, progress);
  }

  private static CleanReport run(
      CleanJob job, boolean labelled, Path destination, DuckSettings settings, Progress progress) {
    ColumnCheck.require(job, labelled);
    return DuckFile.write(
        destination,
        settings,
        (connection, scratch) -> {
          attach(connection, job.landed());
          return clean(connection, job, labelled, progress);
        });
  }

  /** Makes landed tables readable as {@code source}. */
  static void attach(DuckDBConnection connection, Path landed) {
    Duck.execute(connection, "ATTACH " + Duck.literal(landed) + " AS source (READ_ONLY)");
  }

  private static CleanReport clean(
      DuckDBConnection connection, CleanJob job, boolean labelled, Progress progress)
      throws SQLException {
    List<Column> columns = job.contract().columns();
    PatternCheck.require(connection, columns);
    LabelledHead head = new LabelledHead(job, labelled);
    if (labelled) {
      TargetCheck.require(connection, job.contract().target(), head.targetValues());
    }
    CleanSql sql = new CleanSql(job.table(), job.policy(), head, columns, ZoneOffset.UTC);
    CleanRun run = new CleanRun(connection, sql, "features", false);
    CleanRun.createQuarantine(connection, false);
    run.check(labelled, progress);
    run.write(progress);
    return run.report(
        labelled ? Profiler.labelled(connection).profile(columns, progress) : List.of());
  }
}
