package dev.millrace.etl.clean;

import dev.millrace.etl.duck.Duck;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Finds out how good the rows of a source are, while {@link CleanRun} has its tables.
 *
 * @param clean the table of its clean rows
 */
record QualityQuery(Connection connection, CleanSql sql, TableHead head, String clean) {
  private static final double MICROS_PER_DAY = 86_400e6;
  private static final String REPEATED =
      String.format(
          "rule IN (%s, %s)",
          Duck.literal(RowRules.DUPLICATE_ROW), Duck.literal(RowRules.DUPLICATE_KEY));
  private static final String ALONE =
      String.format("starts_with(rule, %s)", Duck.literal(RowRules.noPartner("")));

  SourceQuality of(CleanReport report) throws SQLException {
    long present = report.columns().stream().mapToLong(ColumnProfile::present).sum();
    long missing = report.columns().stream().mapToLong(ColumnProfile::missing).sum();
    long invalid = rows("NOT (" + REPEATED + " OR (" + ALONE + " AND effect = 0))");
    long references =
        Duck.queryLong(connection, "SELECT " + head.references() + " FROM " + sql.checked());
    long alone = Duck.queryLong(connection, "SELECT count(*) FROM __violations WHERE " + ALONE);
    try (Statement statement = connection.createStatement();
        ResultSet clock = statement.executeQuery(clock(report.kept()))) {
      clock.next();
      return new SourceQuality(
          sql.table().source(),
          report.read(),
          share(present, present + missing),
          share(report.read() - rows(REPEATED), report.read()),
          share(report.read() - invalid, report.read()),
          share(references - alone, references),
          clock.getObject(1) == null
              ? null
              : Instant.EPOCH.plus(clock.getLong(1), ChronoUnit.MICROS).toString(),
          days(clock, 2),
          days(clock, 3));
    }
  }

  private long rows(String broken) {
    return Duck.queryLong(
        connection, "SELECT count(DISTINCT row) FROM __violations WHERE " + broken);
  }

  private String clock(long kept) {
    String sample = " FILTER (WHERE " + Profiler.sampled(kept) + ")";
    return "SELECT max(epoch_us(__known)), quantile_disc(delay, 0.5)"
        + sample
        + ", quantile_disc(delay, 0.99)"
        + sample
        + " FROM (SELECT __row, __known, epoch_us(__known) - epoch_us(__time) AS delay FROM "
        + clean
        + ")";
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }

  private static double days(ResultSet row, int column) throws SQLException {
    return row.getObject(column) == null ? Double.NaN : row.getLong(column) / MICROS_PER_DAY;
  }
}
