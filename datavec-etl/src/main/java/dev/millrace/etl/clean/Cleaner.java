package dev.millrace.etl.clean;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.clean.CleanReport.RuleCount;
import dev.millrace.etl.clean.CleanReport.Violation;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckFile;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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
  private static final String VIOLATION = "row, file, key, column_name, value, rule";
  private static final int EXAMPLES_PER_RULE = 3;
  private static final int EXAMPLES = 60;

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
    return run(new CleanSql(job, true), destination, settings, progress);
  }

  /**
   * Cleans rows that are to be scored: the target is not needed, duplicates are rows like others,
   * and columns are not profiled.
   */
  public static CleanReport cleanForScoring(
      CleanJob job, Path destination, DuckSettings settings, Progress progress) {
    return run(new CleanSql(job, false), destination, settings, progress);
  }

  private static CleanReport run(
      CleanSql sql, Path destination, DuckSettings settings, Progress progress) {
    ColumnCheck.require(sql.job(), sql.labelled());
    return DuckFile.write(
        destination,
        settings,
        (connection, scratch) -> {
          String landed = Duck.literal(sql.job().landed());
          Duck.execute(connection, "ATTACH " + landed + " AS source (READ_ONLY)");
          return clean(connection, sql, progress);
        });
  }

  private static CleanReport clean(DuckDBConnection connection, CleanSql sql, Progress progress)
      throws SQLException {
    PatternCheck.require(connection, sql.job().contract().columns());
    long rows = sql.job().table().rows();
    String source = sql.job().table().source();
    try (Progress.Task task = progress.start("check " + source, rows, "rows")) {
      if (sql.labelled()) {
        TargetCheck.require(connection, sql);
      }
      execute(connection, sql.violations());
      if (sql.labelled()) {
        new Duplicates(connection, sql).find();
      }
      task.advance(rows);
    }
    try (Progress.Task task = progress.start("clean " + source, rows, "rows")) {
      writeTables(connection, sql);
      task.advance(rows);
    }
    List<ColumnProfile> columns =
        sql.labelled()
            ? new Profiler(connection).profile(sql.job().contract().columns(), progress)
            : List.of();
    return report(connection, sql, columns);
  }

  private static void writeTables(DuckDBConnection connection, CleanSql sql) throws SQLException {
    execute(
        connection,
        "CREATE TEMP TABLE gone AS SELECT row, max(effect) AS effect FROM violations"
            + " WHERE effect > 0 GROUP BY row");
    execute(connection, sql.features());
    String ordered = " ORDER BY row, position, rule";
    execute(
        connection,
        "CREATE TABLE quarantine AS SELECT "
            + VIOLATION
            + " FROM violations WHERE row IN (SELECT row FROM gone)"
            + ordered);
    execute(
        connection,
        "CREATE TABLE nulled AS SELECT "
            + VIOLATION
            + " FROM violations WHERE row NOT IN (SELECT row FROM gone)"
            + ordered);
  }

  private static CleanReport report(
      DuckDBConnection connection, CleanSql sql, List<ColumnProfile> columns) throws SQLException {
    long read = sql.job().table().rows() + sql.job().table().malformed();
    long kept = Duck.queryLong(connection, "SELECT count(*) FROM features");
    String gone = "SELECT count(*) FROM gone WHERE effect = ";
    long quarantined = Duck.queryLong(connection, gone + CleanSql.ASIDE);
    long dropped = Duck.queryLong(connection, gone + CleanSql.DROPPED);
    if (read != kept + quarantined + dropped) {
      throw new MillraceException(
          ErrorCode.INTERNAL_FAULT,
          String.format(
              "Of %d rows read, %d were kept, %d set aside and %d dropped: some are lost.",
              read, kept, quarantined, dropped),
          "This is a fault of Millrace; please report it with the log.");
    }
    return new CleanReport(
        read, kept, quarantined, dropped, rules(connection), examples(connection), columns);
  }

  private static List<RuleCount> rules(DuckDBConnection connection) throws SQLException {
    List<RuleCount> rules = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT column_name, rule, count(DISTINCT row) FROM violations"
                    + " GROUP BY column_name, rule, position ORDER BY 3 DESC, position, rule")) {
      while (rows.next()) {
        rules.add(new RuleCount(rows.getString(1), rows.getString(2), rows.getLong(3)));
      }
    }
    return rules;
  }

  private static List<Violation> examples(DuckDBConnection connection) throws SQLException {
    List<Violation> examples = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT row, file, column_name, value, rule FROM violations"
                    + " QUALIFY row_number() OVER (PARTITION BY column_name, rule ORDER BY row) <= "
                    + EXAMPLES_PER_RULE
                    + " ORDER BY position, rule, row LIMIT "
                    + EXAMPLES)) {
      while (rows.next()) {
        examples.add(
            new Violation(
                rows.getLong(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5)));
      }
    }
    return examples;
  }

  private static void execute(DuckDBConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
