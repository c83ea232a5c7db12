package dev.millrace.etl.clean;

import dev.millrace.etl.clean.CleanPolicy.OnDuplicate;
import dev.millrace.etl.clean.RowHead.Fault;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds rows that are there twice and keys that are used twice. Rows are compared only where the
 * hashes of their keys (of all columns where there is no key) meet; a hash alone proves nothing.
 */
final class Duplicates {
  private static final String MEETING = RowHead.LANDED + ".__row IN (SELECT __row FROM __meeting)";

  private final Connection connection;
  private final CleanSql sql;
  private final String all;

  Duplicates(Connection connection, CleanSql sql) {
    this.connection = connection;
    this.sql = sql;
    this.all =
        sql.table().columns().stream()
            .map(LandedColumn::name)
            .map(RowHead::landed)
            .collect(Collectors.joining(", "));
  }

  void find() {
    OnDuplicate exact = sql.policy().exactDuplicates();
    boolean keyed = !sql.head().identity().isEmpty();
    if (exact == OnDuplicate.KEEP_ALL && !keyed) {
      return;
    }
    findMeeting();
    if (Duck.queryLong(connection, "SELECT count(*) FROM __meeting") == 0) {
      return;
    }
    Duck.execute(connection, "CREATE OR REPLACE TEMP TABLE __twins (__row BIGINT)");
    if (exact != OnDuplicate.KEEP_ALL) {
      findRows(exact);
    }
    if (keyed) {
      findKeys();
    }
  }

  private void findMeeting() {
    List<String> identity = sql.head().identity();
    String hashed =
        identity.isEmpty()
            ? "hash(" + all + ") AS h FROM " + CleanSql.landed(sql.table())
            : "hash(" + String.join(", ", identity) + ") AS h FROM " + sql.checked();
    Duck.execute(
        connection,
        "CREATE OR REPLACE TEMP TABLE __meeting AS WITH hashed AS MATERIALIZED (SELECT __row, "
            + hashed
            + ") SELECT __row FROM hashed WHERE h IN"
            + " (SELECT h FROM hashed GROUP BY h HAVING count(*) > 1)");
  }

  private void findRows(OnDuplicate policy) {
    Duck.execute(
        connection,
        "INSERT INTO __twins SELECT __row FROM (SELECT __row, row_number() OVER (PARTITION BY "
            + all
            + " ORDER BY __row) AS n FROM "
            + CleanSql.landed(sql.table())
            + " WHERE "
            + MEETING
            + ") WHERE n > 1");
    String twin = "__row IN (SELECT __row FROM __twins)";
    String rule = Duck.literal(RowRules.DUPLICATE_ROW);
    insert(new Fault(0, "", "NULL", rule, twin, effect(policy)));
  }

  /** Rows equal in every column are not a second use of their key. */
  private void findKeys() {
    OnDuplicate policy = sql.policy().keyDuplicates();
    RowHead head = sql.head();
    boolean firstStays = head.firstStays() || policy == OnDuplicate.KEEP_FIRST;
    String gone =
        firstStays
            ? " AND __row NOT IN (SELECT row FROM __violations WHERE effect > "
                + CleanSql.NULLED
                + ")"
            : "";
    String same = " OVER (PARTITION BY " + String.join(", ", head.identity());
    String numbered =
        "SELECT __row, row_number()"
            + same
            + " ORDER BY "
            + head.order()
            + ") AS n, count(*)"
            + same
            + ") AS uses FROM "
            + sql.checked(MEETING)
            + " WHERE __key IS NOT NULL AND __row NOT IN (SELECT __row FROM __twins)"
            + gone;
    String repeated =
        "__row IN (SELECT __row FROM ("
            + numbered
            + ") WHERE uses > 1"
            + (firstStays ? " AND n > 1" : "")
            + ")";
    String rule = Duck.literal(RowRules.DUPLICATE_KEY);
    insert(new Fault(-1, head.keyColumn(), "__key_text", rule, repeated, effect(policy)));
  }

  private void insert(Fault fault) {
    Duck.execute(
        connection,
        "INSERT INTO __violations "
            + CleanSql.violation("__key", fault)
            + " FROM "
            + sql.checked(MEETING)
            + " WHERE "
            + fault.condition());
  }

  private static int effect(OnDuplicate policy) {
    return policy == OnDuplicate.KEEP_FIRST ? CleanSql.DROPPED : CleanSql.ASIDE;
  }
}
