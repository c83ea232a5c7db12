package dev.millrace.etl.feed;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the features of test rows lie from those of training rows: for the report, nothing is
 * fitted or chosen by it. No label is read.
 *
 * <p>Population stability index: the sum over bins of {@code (q - p) ln(q / p)}, p and q being the
 * shares of training and test rows. Numbers are binned by the deciles of the training rows (equal
 * ones count once), categories by the {@value #MOST_CATEGORIES} that training rows have most, the
 * rest together; missing is a bin of its own. Each share is smoothed by {@value #EPSILON}, so that
 * an empty bin counts for much but not for everything.
 */
public final class FeatureDrifts {
  private static final double EPSILON = 1e-4;
  private static final int MOST_CATEGORIES = 20;
  private static final int DECILES = 10;

  /** Values that the quantiles of one query may hold, 8 bytes each; they cannot spill. */
  private static final long MOST_VALUES = 8_000_000;

  private static final int MOST_COLUMNS = 32;

  private final Connection database;

  private FeatureDrifts(Connection database) {
    this.database = database;
  }

  /**
   * The drift of each feature.
   *
   * @param features what {@link SplitAssigner} wrote
   * @return in the order of the contract's columns
   */
  public static List<FeatureDrift> of(
      Path features, FeatureContract contract, DuckSettings settings) {
    try (Connection database = Duck.openReadOnly(features, settings)) {
      Map<String, Double> drifts = new FeatureDrifts(database).measure(contract.columns());
      return contract.columnNames().stream()
          .map(name -> new FeatureDrift(name, drifts.getOrDefault(name, 0.0)))
          .toList();
    } catch (SQLException e) {
      throw DuckErrors.translate(e, features);
    }
  }

  private Map<String, Double> measure(List<Column> columns) throws SQLException {
    Map<String, Double> drifts = new HashMap<>();
    List<Column> numeric = columns.stream().filter(Column::isNumeric).toList();
    int step = step();
    for (int from = 0; from < numeric.size(); from += step) {
      numbers(numeric.subList(from, Math.min(numeric.size(), from + step)), drifts);
    }
    for (Column column : columns) {
      if (!column.isNumeric()) {
        drifts.put(column.name(), category(column));
      }
    }
    return drifts;
  }

  private int step() {
    long rows = Duck.queryLong(database, "SELECT count(*) FROM features WHERE __split = 0");
    return (int) Math.max(1, Math.min(MOST_COLUMNS, MOST_VALUES / Math.max(1, rows)));
  }

  private void numbers(List<Column> columns, Map<String, Double> drifts) throws SQLException {
    List<List<Double>> edges = edges(columns);
    StringBuilder counts = new StringBuilder("SELECT count(*)");
    for (int i = 0; i < columns.size(); i++) {
      String name = Duck.identifier(columns.get(i).name());
      counts.append(", count(").append(name).append(')');
      for (double edge : edges.get(i)) {
        // several times faster than count(*) FILTER (...)
        counts.append(", count_if(").append(name).append(" <= '").append(edge).append("'::DOUBLE)");
      }
    }
    long[] training = row(counts + " FROM features WHERE __split = 0");
    long[] test = row(counts + " FROM features WHERE __split = 2");
    int at = 1;
    for (int i = 0; i < columns.size(); i++) {
      int bins = edges.get(i).size();
      drifts.put(columns.get(i).name(), psi(bins(training, at, bins), bins(test, at, bins)));
      at += 1 + bins;
    }
  }

  /** For each column the different deciles of its training rows, rising; none without values. */
  private List<List<Double>> edges(List<Column> columns) throws SQLException {
    List<String> shares = new ArrayList<>();
    for (int i = 1; i < DECILES; i++) {
      shares.add("0." + i);
    }
    String deciles =
        columns.stream()
            .map(column -> Duck.identifier(column.name()))
            .map(name -> "list_distinct(quantile_disc(" + name + ", " + shares + "))")
            .reduce((a, b) -> a + ", " + b)
            .orElseThrow();
    String sql = "SELECT " + deciles + " FROM features WHERE __split = 0";
    List<List<Double>> edges = new ArrayList<>();
    try (PreparedStatement statement = database.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      for (int i = 1; i <= columns.size(); i++) {
        edges.add(rising(row, i));
      }
    }
    return edges;
  }

  private static List<Double> rising(ResultSet row, int column) throws SQLException {
    List<Double> values = new ArrayList<>();
    if (row.getArray(column) != null) {
      for (Object value : (Object[]) row.getArray(column).getArray()) {
        values.add((Double) value);
      }
    }
    values.sort(null);
    return values;
  }

  private long[] row(String sql) throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      long[] values = new long[row.getMetaData().getColumnCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.getLong(i + 1);
      }
      return values;
    }
  }

  /**
   * Rows by bin.
   *
   * @param counts all rows; from {@code at} on those with a value, then those up to each edge
   */
  private static long[] bins(long[] counts, int at, int edges) {
    long[] bins = new long[edges + 2];
    long before = 0;
    for (int i = 0; i < edges; i++) {
      bins[i] = counts[at + 1 + i] - before;
      before = counts[at + 1 + i];
    }
    bins[edges] = counts[at] - before;
    bins[edges + 1] = counts[0] - counts[at];
    return bins;
  }

  private double category(Column column) throws SQLException {
    String sql =
        """
        WITH counted AS (
          SELECT %s AS value, count(*) FILTER (__split = 0) AS training,
            count(*) FILTER (__split = 2) AS test
          FROM features WHERE __split <> 1 GROUP BY ALL),
        binned AS (
          SELECT training, test, value IS NULL AS missing, least(%d, row_number() OVER (
            PARTITION BY value IS NULL ORDER BY training DESC, value)) AS bin
          FROM counted)
        SELECT sum(training)::BIGINT, sum(test)::BIGINT FROM binned GROUP BY missing, bin
        ORDER BY missing, bin
        """
            .formatted(Duck.identifier(column.name()), MOST_CATEGORIES + 1);
    List<Long> training = new ArrayList<>();
    List<Long> test = new ArrayList<>();
    try (PreparedStatement statement = database.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        training.add(row.getLong(1));
        test.add(row.getLong(2));
      }
    }
    return psi(
        training.stream().mapToLong(Long::longValue).toArray(),
        test.stream().mapToLong(Long::longValue).toArray());
  }

  /** Of rows by bin, each with at least one row in all. */
  static double psi(long[] training, long[] test) {
    double sum = 0;
    double all = total(training);
    double others = total(test);
    for (int bin = 0; bin < training.length; bin++) {
      double p = training[bin] / all + EPSILON;
      double q = test[bin] / others + EPSILON;
      sum += (q - p) * Math.log(q / p);
    }
    return sum;
  }

  private static double total(long[] rows) {
    long sum = 0;
    for (long n : rows) {
      sum += n;
    }
    return sum;
  }
}
