package dev.millrace.etl.clean;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.clean.ColumnProfile.Bar;
import dev.millrace.etl.clean.ColumnProfile.Numbers;
import dev.millrace.etl.duck.Duck;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes the columns of a table, one at a time. Of a large table without answers quartiles and
 * mean are those of a sample that depends on nothing but row numbers, and a large number of
 * distinct values is estimated, so that the whole takes a few passes and little memory.
 */
final class Profiler {
  private static final int BARS = 10;
  private static final long SAMPLE = 100_000;
  private static final long COUNTED = 5_000;

  private final Connection connection;
  private final String table;
  private final boolean labelled;
  private final long rows;

  private Profiler(Connection connection, String table, boolean labelled, long rows) {
    this.connection = connection;
    this.table = table;
    this.labelled = labelled;
    this.rows = rows;
  }

  /** Of the feature table, with the rate of positives. */
  static Profiler labelled(Connection connection) {
    return new Profiler(connection, "features", true, 0);
  }

  /**
   * Of a table without answers.
   *
   * @param rows in it
   */
  static Profiler plain(Connection connection, String table, long rows) {
    return new Profiler(connection, table, false, rows);
  }

  /** Always the same 100,000 or so of many rows, and all of fewer, as a condition. */
  static String sampled(long rows) {
    return "hash(__row) % " + Math.max(1, rows / SAMPLE) + " = 0";
  }

  List<ColumnProfile> profile(List<Column> columns, Progress progress) throws SQLException {
    List<ColumnProfile> profiles = new ArrayList<>();
    try (Progress.Task task = progress.start("profile", columns.size(), "columns")) {
      for (Column column : columns) {
        profiles.add(profile(column));
        task.advance(1);
      }
    }
    return profiles;
  }

  private ColumnProfile profile(Column column) throws SQLException {
    String name = Duck.identifier(column.name());
    String range = column.isNumeric() ? ", min(c), max(c)" : "";
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(c), count(*) - count(c), "
                    + (isLarge() ? "approx_count_distinct(c)" : "count(DISTINCT c)")
                    + range
                    + " FROM (SELECT "
                    + name
                    + " AS c FROM "
                    + table
                    + ")")) {
      row.next();
      long present = row.getLong(1);
      long distinct = distinct(name, row.getLong(3));
      Numbers numbers =
          column.isNumeric() && present > 0
              ? numbers(name, present, row.getDouble(4), row.getDouble(5))
              : null;
      return new ColumnProfile(
          column.name(),
          column.type(),
          present,
          row.getLong(2),
          distinct,
          numbers,
          bars(column, name, distinct, numbers));
    }
  }

  private boolean isLarge() {
    return rows > SAMPLE;
  }

  private long distinct(String name, long estimated) {
    return isLarge() && estimated <= COUNTED
        ? Duck.queryLong(connection, "SELECT count(DISTINCT " + name + ") FROM " + table)
        : estimated;
  }

  private Numbers numbers(String name, long present, double min, double max) throws SQLException {
    // sums of doubles depend on their order, and the order on the threads
    String mean = labelled ? "avg(c)" : "avg(c ORDER BY c)";
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT quantile_cont(c, 0.25), quantile_cont(c, 0.5), quantile_cont(c, 0.75), "
                    + mean
                    + " FROM (SELECT "
                    + name
                    + " AS c FROM "
                    + table
                    + (labelled ? "" : " WHERE c IS NOT NULL AND " + sampled(present))
                    + ")")) {
      row.next();
      return new Numbers(
          min, row.getDouble(1), row.getDouble(2), row.getDouble(3), max, row.getDouble(4));
    }
  }

  private List<Bar> bars(Column column, String name, long distinct, @Nullable Numbers numbers)
      throws SQLException {
    if (!column.isNumeric()) {
      return query(
          column,
          "SELECT c, n, p FROM (SELECT "
              + name
              + " AS c, count(*) AS n, "
              + positives()
              + " AS p FROM "
              + table
              + " WHERE "
              + name
              + " IS NOT NULL GROUP BY 1) ORDER BY n DESC, c LIMIT "
              + BARS);
    }
    if (numbers == null) {
      return List.of();
    }
    return distinct <= BARS
        ? query(
            column,
            "SELECT "
                + name
                + ", count(*), "
                + positives()
                + " FROM "
                + table
                + " WHERE "
                + name
                + " IS NOT NULL GROUP BY 1 ORDER BY 1")
        : histogram(column, name, numbers);
  }

  private List<Bar> histogram(Column column, String name, Numbers numbers) throws SQLException {
    // halves, so that a distance beyond the largest double does not overflow
    double half = (numbers.max() / 2 - numbers.min() / 2) / BARS;
    String low = ColumnSql.number(numbers.min());
    String above = "(" + name + " / 2 - " + low + " / 2) / " + ColumnSql.number(half);
    String bin = "least(" + (BARS - 1) + ", floor(" + above + "))";
    String lower = low + " + bin.b * " + ColumnSql.number(2 * half);
    return query(
        column,
        "SELECT "
            + lower
            + ", coalesce(n, 0), coalesce(p, 0) FROM range("
            + BARS
            + ") AS bin(b) LEFT JOIN (SELECT "
            + bin
            + " AS b, count(*) AS n, "
            + positives()
            + " AS p FROM "
            + table
            + " WHERE "
            + name
            + " IS NOT NULL GROUP BY 1) AS counted ON counted.b = bin.b ORDER BY bin.b");
  }

  private String positives() {
    return labelled ? "avg(__label)" : "0";
  }

  private List<Bar> query(Column column, String sql) throws SQLException {
    List<Bar> bars = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        String label =
            column.isNumeric() ? label(column.type(), rows.getDouble(1)) : rows.getString(1);
        bars.add(new Bar(label, rows.getLong(2), rows.getDouble(3)));
      }
    }
    return bars;
  }

  private static String label(ColumnType type, double value) {
    return switch (type) {
      case BOOLEAN -> value == 0 ? "false" : "true";
      case DATE, TIMESTAMP -> LocalDate.ofEpochDay((long) Math.floor(value)).toString();
      default -> rounded(value);
    };
  }

  /** Four significant digits, without an exponent where that is readable. */
  private static String rounded(double value) {
    if (value == 0) {
      return "0";
    }
    if (Math.abs(value) >= 1e15 || Math.abs(value) < 1e-6) {
      return Double.toString(value);
    }
    return new java.math.BigDecimal(value)
        .round(new java.math.MathContext(4))
        .stripTrailingZeros()
        .toPlainString();
  }
}
