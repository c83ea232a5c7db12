package dev.millrace.etl.clean;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.clean.CleanReport.RuleCount;
import dev.millrace.etl.clean.CleanReport.Violation;
import dev.millrace.etl.duck.Duck;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * The cleaning of one table, step by step. While it lasts the connection has temporary tables
 * {@code __violations} (a row for every rule that a row broke) and {@code __gone} (the rows that
 * are set aside or dropped).
 *
 * @param connection to the file that is written; the landed one is attached to it as {@code source}
 * @param into the table that is written
 * @param named whether the quarantine says of which table a row is
 */
record CleanRun(DuckDBConnection connection, CleanSql sql, String into, boolean named) {
  private static final String VIOLATION = "row, file, key, column_name, value, rule";
  private static final int EXAMPLES_PER_RULE = 3;
  private static final int EXAMPLES = 60;

  /** Makes the empty tables for rows set aside and for values made missing. */
  static void createQuarantine(DuckDBConnection connection, boolean named) {
    for (String table : List.of("quarantine", "nulled")) {
      Duck.execute(
          connection,
          "CREATE TABLE "
              + table
              + " ("
              + (named ? "table_name VARCHAR, " : "")
              + "row BIGINT, file VARCHAR, key VARCHAR, column_name VARCHAR, value VARCHAR,"
              + " rule VARCHAR)");
    }
  }

  /**
   * Finds what is wrong.
   *
   * @param duplicates whether to look for rows that are there twice
   */
  void check(boolean duplicates, Progress progress) {
    long rows = sql.table().rows();
    try (Progress.Task task = progress.start("check " + sql.table().source(), rows, "rows")) {
      Duck.execute(connection, "CREATE OR REPLACE TEMP TABLE __violations AS " + sql.violations());
      if (duplicates) {
        new Duplicates(connection, sql).find();
      }
      task.advance(rows);
    }
  }

  /** Writes the rows that may stay, and what is wrong with the others. */
  void write(Progress progress) {
    long rows = sql.table().rows();
    try (Progress.Task task = progress.start("clean " + sql.table().source(), rows, "rows")) {
      Duck.execute(
          connection,
          "CREATE OR REPLACE TEMP TABLE __gone AS SELECT row, max(effect) AS effect FROM"
              + " __violations WHERE effect > 0 GROUP BY row");
      Duck.execute(connection, "CREATE TABLE " + into + " AS " + sql.rowsBut("__gone"));
      keep("quarantine", "IN");
      keep("nulled", "NOT IN");
      task.advance(rows);
    }
  }

  /**
   * What was done.
   *
   * @throws MillraceException {@code INTERNAL_FAULT} where rows got lost
   */
  CleanReport report(List<ColumnProfile> columns) throws SQLException {
    long read = sql.table().rows() + sql.table().malformed();
    long kept = Duck.queryLong(connection, "SELECT count(*) FROM " + into);
    String gone = "SELECT count(*) FROM __gone WHERE effect = ";
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
    return new CleanReport(read, kept, quarantined, dropped, rules(), examples(), columns);
  }

  private void keep(String table, String gone) {
    Duck.execute(
        connection,
        "INSERT INTO "
            + table
            + " SELECT "
            + (named ? Duck.literal(sql.table().source()) + ", " : "")
            + VIOLATION
            + " FROM __violations WHERE row "
            + gone
            + " (SELECT row FROM __gone) ORDER BY row, position, rule");
  }

  private List<RuleCount> rules() throws SQLException {
    List<RuleCount> rules = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT column_name, rule, count(DISTINCT row) FROM __violations"
                    + " GROUP BY column_name, rule, position ORDER BY 3 DESC, position, rule")) {
      while (rows.next()) {
        rules.add(new RuleCount(rows.getString(1), rows.getString(2), rows.getLong(3)));
      }
    }
    return rules;
  }

  private List<Violation> examples() throws SQLException {
    List<Violation> examples = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT row, file, column_name, value, rule FROM __violations"
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
}
