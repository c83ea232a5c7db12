package dev.millrace.etl.clean;

import dev.millrace.contract.feature.Key;
import dev.millrace.etl.clean.CleanPolicy.OnDuplicate;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.sql.Connection;
import java.util.stream.Collectors;

/** Finds rows that are there twice and keys that are used twice. */
final class Duplicates {
  private final Connection connection;
  private final CleanSql sql;

  Duplicates(Connection connection, CleanSql sql) {
    this.connection = connection;
    this.sql = sql;
  }

  void find() {
    OnDuplicate exact = sql.job().policy().exactDuplicates();
    Duck.execute(connection, "CREATE TEMP TABLE twins (__row BIGINT)");
    if (exact != OnDuplicate.KEEP_ALL) {
      findRows(exact);
    }
    if (sql.job().contract().key() != null) {
      findKeys();
    }
  }

  /** Rows whose hashes meet are compared value by value; a hash alone proves nothing. */
  private void findRows(OnDuplicate policy) {
    String all =
        sql.job().table().columns().stream()
            .map(LandedColumn::name)
            .map(Duck::identifier)
            .collect(Collectors.joining(", "));
    Duck.execute(
        connection,
        "INSERT INTO twins WITH hashed AS (SELECT __row, hash("
            + all
            + ") AS h FROM "
            + sql.landed()
            + "), meeting AS (SELECT __row FROM hashed WHERE h IN"
            + " (SELECT h FROM hashed GROUP BY h HAVING count(*) > 1))"
            + " SELECT __row FROM (SELECT __row, row_number() OVER (PARTITION BY "
            + all
            + " ORDER BY __row) AS n FROM "
            + sql.landed()
            + " WHERE __row IN (SELECT __row FROM meeting)) WHERE n > 1");
    int effect = effect(policy);
    insert("''", 0, "NULL", RowRules.DUPLICATE_ROW, effect, "__row IN (SELECT __row FROM twins)");
  }

  /** Rows equal in every column are not a second use of their key. */
  private void findKeys() {
    Key key = sql.job().contract().key();
    String column = key == null ? "" : key.column();
    boolean keepFirst = sql.job().policy().keyDuplicates() == OnDuplicate.KEEP_FIRST;
    String gone =
        keepFirst
            ? " AND __row NOT IN (SELECT row FROM violations WHERE effect > "
                + CleanSql.NULLED
                + ")"
            : "";
    String numbered =
        "SELECT __row, row_number() OVER (PARTITION BY k ORDER BY __row) AS n, count(*) OVER"
            + " (PARTITION BY k) AS uses FROM (SELECT __row, "
            + sql.keyOf()
            + " AS k FROM "
            + sql.landed()
            + " WHERE __row NOT IN (SELECT __row FROM twins)"
            + gone
            + ") WHERE k IS NOT NULL AND k IN (SELECT "
            + sql.keyOf()
            + " FROM "
            + sql.landed()
            + " GROUP BY 1 HAVING count(*) > 1)";
    insert(
        Duck.literal(column),
        -1,
        ColumnSql.text(Duck.identifier(column), "VARCHAR"),
        RowRules.DUPLICATE_KEY,
        effect(sql.job().policy().keyDuplicates()),
        "__row IN (SELECT __row FROM ("
            + numbered
            + ") WHERE uses > 1"
            + (keepFirst ? " AND n > 1" : "")
            + ")");
  }

  private void insert(
      String column, int position, String value, String rule, int effect, String condition) {
    Duck.execute(
        connection,
        "INSERT INTO violations SELECT __row, __file, "
            + sql.keyOf()
            + ", "
            + position
            + ", "
            + column
            + ", CAST("
            + value
            + " AS VARCHAR), "
            + Duck.literal(rule)
            + ", "
            + effect
            + " FROM "
            + sql.landed()
            + " WHERE "
            + condition);
  }

  private static int effect(OnDuplicate policy) {
    return policy == OnDuplicate.KEEP_FIRST ? CleanSql.DROPPED : CleanSql.ASIDE;
  }
}
