package dev.millrace.pipeline.init;

import dev.millrace.contract.feature.Target;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Finds columns that answer the question all by themselves: mostly they were written down after the
 * outcome, and will not be there when the model is asked.
 */
final class Leaks {
  private static final double NEARLY_ALL = 0.995;
  private static final long FEW_ROWS = 50;
  private static final int FEW_POSITIVES = 10;
  private static final int ROWS_PER_VALUE = 20;

  private final Connection connection;
  private final String table;
  private final Target target;

  Leaks(Connection connection, String table, Target target) {
    this.connection = connection;
    this.table = table;
    this.target = target;
  }

  /** Why a column looks like a leak, for people; empty where it does not. */
  Optional<String> of(ColumnSketch column, boolean numeric) {
    Optional<String> byGap = column.blank() > 0 ? byBeingThere(column) : Optional.empty();
    if (byGap.isPresent()) {
      return byGap;
    }
    if (numeric) {
      return byOrder(column);
    }
    return column.distinct() * ROWS_PER_VALUE <= column.rows() ? byValue(column) : Optional.empty();
  }

  private Optional<String> byBeingThere(ColumnSketch column) {
    return purity("v IS NULL", column) >= NEARLY_ALL
        ? Optional.of("whether it has a value answers the question by itself")
        : Optional.empty();
  }

  private Optional<String> byValue(ColumnSketch column) {
    return purity("v", column) >= NEARLY_ALL
        ? Optional.of("its value answers the question by itself")
        : Optional.empty();
  }

  private Optional<String> byOrder(ColumnSketch column) {
    double auc =
        ask(
            "SELECT (sum(r) FILTER (y) - count(*) FILTER (y) * (count(*) FILTER (y) + 1) / 2.0)"
                + " / (count(*) FILTER (y) * count(*) FILTER (NOT y)) FROM (SELECT y, rank() OVER"
                + " (ORDER BY x) + (count(*) OVER (PARTITION BY x) - 1) / 2.0 AS r FROM (SELECT y,"
                + " try_cast(v AS DOUBLE) AS x FROM rows) WHERE x IS NOT NULL)",
            column);
    return Math.max(auc, 1 - auc) >= NEARLY_ALL
        ? Optional.of("its size answers the question by itself")
        : Optional.empty();
  }

  /**
   * Share of rows guessed right by the commonest answer of each group; NaN where too few to tell.
   */
  private double purity(String group, ColumnSketch column) {
    return ask(
        "SELECT sum(greatest(p, n - p)) / sum(n) FROM (SELECT count(*) AS n, count(*) FILTER (y) AS"
            + " p FROM rows GROUP BY "
            + group
            + ")",
        column);
  }

  private double ask(String question, ColumnSketch column) {
    String answer = Sketcher.text(target.column());
    String sql =
        "WITH rows AS (SELECT "
            + Sketcher.text(column.name())
            + " AS v, lower("
            + answer
            + ") = lower("
            + Duck.literal(target.positive())
            + ") AS y FROM "
            + table
            + " WHERE "
            + answer
            + " IS NOT NULL), enough AS (SELECT count(*) >= "
            + FEW_ROWS
            + " AND least(count(*) FILTER (y), count(*) FILTER (NOT y)) >= "
            + FEW_POSITIVES
            + " AS ok FROM rows) SELECT CASE WHEN ok THEN ("
            + question
            + ") END FROM enough";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      double value = rows.next() ? rows.getDouble(1) : Double.NaN;
      return rows.wasNull() ? Double.NaN : value;
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
  }
}
