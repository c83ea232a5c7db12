package dev.millrace.etl.feed;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.Encoding.Method;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.support.Seeds;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Clean databases and feature tables for tests. */
final class Feed {
  static final DuckSettings SETTINGS = new DuckSettings("256MB", 2);
  static final Seeds SEEDS = new Seeds(42);
  static final SplitSpec STRATIFIED = new SplitSpec.Stratified(0.2, 0.2);
  static final FeatureContract CONTRACT =
      new FeatureContract(
          "feed",
          Key.of("id"),
          new Target("Churn", "Yes"),
          List.of(
              column("tenure", ColumnType.NUMBER, Method.ROBUST),
              column("charges", ColumnType.NUMBER, Method.QUANTILE),
              column("calls", ColumnType.INTEGER, Method.STANDARD),
              column("plan", ColumnType.CATEGORY, Method.ONE_HOT),
              column("state \"home\"", ColumnType.CATEGORY, Method.TARGET)));

  /** Rows as SQL: about a third positive, some values missing. */
  static final String ROWS =
      "SELECT r AS __row, 'k' || (r * 7919) % 1000003 AS __key, (hash(r) % 3 = 0)::TINYINT AS"
          + " __label, 'g' || r % 17 AS __split_by, CASE WHEN r % 11 <> 0 THEN (r * 37 % 72)::DOUBLE"
          + " END AS tenure, (r * 101 % 997) / 10.0::DOUBLE AS charges, (r % 5)::DOUBLE AS calls,"
          + " ['basic', 'plus', 'max'][1 + r % 3] AS plan, CASE WHEN r % 13 <> 0 THEN 'S' || r % 9"
          + " END AS \"state \"\"home\"\"\" FROM range(1, %d) t(r)";

  /**
   * Rows of several tables as SQL: 60 entities at the first of each month of 2024, about a third
   * positive, with the true probability.
   */
  static final String SNAPSHOTS =
      "SELECT row_number() OVER (ORDER BY m, e) AS __row, 'e' || (e * 7919) % 1009 AS __key,"
          + " make_timestamp(2024, m::BIGINT, 1, 0, 0, 0) AS __cutoff, (hash(e * 100 + m) % 3 ="
          + " 0)::TINYINT AS __label, make_timestamp(2024, m::BIGINT, 1, 0, 0, 0) - INTERVAL 1 HOUR"
          + " AS __known, (e % 7) / 10.0::DOUBLE AS __truth, (e * 37 % 72)::DOUBLE AS tenure, (m *"
          + " 101 % 97)::DOUBLE AS charges, (e % 5)::DOUBLE AS calls, ['basic', 'plus', 'max'][1 +"
          + " e % 3] AS plan, 'S' || e % 9 AS \"state \"\"home\"\"\" FROM range(1, 61) e(e),"
          + " range(1, 13) m(m)";

  private Feed() {}

  static Column column(String name, ColumnType type, Method method) {
    return column(name, type, Encoding.of(method));
  }

  static Column column(String name, ColumnType type, Encoding encoding) {
    Column c = Column.of(name, type);
    return new Column(
        name,
        type,
        true,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        c.numberStyle(),
        c.formats(),
        c.text(),
        encoding);
  }

  /** A clean database of that many rows. */
  static Path clean(Path folder, int rows) {
    return clean(folder, ROWS.replace("%d", String.valueOf(rows + 1)));
  }

  /** A clean database of the rows that a query gives. */
  static Path clean(Path folder, String query) {
    Path file = folder.resolve("clean-" + Integer.toHexString(query.hashCode()) + ".duckdb");
    run(file, "CREATE OR REPLACE TABLE features AS " + query);
    return file;
  }

  static void run(Path file, String... statements) {
    try (Connection database = Duck.open(file, SETTINGS)) {
      for (String sql : statements) {
        Duck.execute(database, sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static SplitCounts split(Path clean, Path features, SplitSpec split) {
    return new SplitAssigner(CONTRACT, split, SEEDS, SETTINGS).assign(clean, features);
  }

  /** The rows of a query, each as a list of texts. */
  static List<List<String>> rows(Path file, String sql) {
    try (Connection database = Duck.openReadOnly(file, SETTINGS);
        Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
