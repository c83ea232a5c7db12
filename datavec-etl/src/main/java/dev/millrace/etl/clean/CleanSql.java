package dev.millrace.etl.clean;

import dev.millrace.contract.feature.Column;
import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import dev.millrace.etl.clean.RowHead.Fault;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements of the cleaning of one table. Values are parsed twice, once to find violations and
 * once to write the rows that have none: both passes stream, so that memory does not grow with the
 * table.
 */
final class CleanSql {
  /** What a violation does to its row. */
  static final int NULLED = 0;

  static final int DROPPED = 1;
  static final int ASIDE = 2;

  private final LandedTable table;
  private final CleanPolicy policy;
  private final RowHead head;
  private final List<ColumnSql> columns = new ArrayList<>();

  /**
   * @param zone of moments that are written without one
   */
  CleanSql(
      LandedTable table, CleanPolicy policy, RowHead head, List<Column> contract, ZoneId zone) {
    this.table = table;
    this.policy = policy;
    this.head = head;
    for (Column column : contract) {
      String type = typeOf(table, column.name());
      String standardised = head.standardised(column.name());
      columns.add(new ColumnSql(column, type, columns.size(), zone, standardised));
    }
  }

  /** The landed rows of a table. */
  static String landed(LandedTable table) {
    return "source.raw." + Duck.identifier(table.source()) + " AS " + RowHead.LANDED;
  }

  static String typeOf(LandedTable table, String column) {
    return table.columns().stream()
        .filter(landed -> landed.name().equals(column))
        .map(LandedColumn::type)
        .findFirst()
        .orElse("VARCHAR");
  }

  LandedTable table() {
    return table;
  }

  CleanPolicy policy() {
    return policy;
  }

  RowHead head() {
    return head;
  }

  List<Column> columns() {
    return columns.stream().map(ColumnSql::column).toList();
  }

  /** A row for every rule that a row of the table broke. */
  String violations() {
    List<String> suspicions = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (Fault fault : head.faults()) {
      suspicions.add("(" + fault.condition() + ")");
      parts.add(violation("__key", fault) + " FROM bad WHERE " + fault.condition());
    }
    for (ColumnSql column : columns) {
      suspicions.add("r" + column.index() + " IS NOT NULL");
      parts.add(ofColumn(column));
    }
    parts.add(malformed());
    String any = suspicions.isEmpty() ? "false" : String.join(" OR ", suspicions);
    return "WITH bad AS MATERIALIZED (SELECT * FROM "
        + checked()
        + " WHERE "
        + any
        + ") "
        + String.join(" UNION ALL ", parts);
  }

  /** Clean rows: all but those whose numbers are in a table. */
  String rowsBut(String gone) {
    List<String> values = new ArrayList<>();
    values.add("__row");
    values.addAll(head.before());
    for (ColumnSql column : columns) {
      values.add(value(column) + " AS " + Duck.identifier(column.column().name()));
    }
    values.addAll(head.after());
    return "SELECT "
        + String.join(", ", values)
        + " FROM "
        + checked()
        + " AS checked WHERE NOT EXISTS (SELECT 1 FROM "
        + gone
        + " AS gone WHERE gone.row = checked.__row)";
  }

  /** All rows as the layers make them. */
  String checked() {
    return checked("true");
  }

  /**
   * Layer upon layer, so that each expression is written and computed once.
   *
   * @param condition on landed rows
   */
  String checked(String condition) {
    String sql =
        String.format(
            "SELECT %1$s.__row AS __row, %1$s.__file AS __file%2$s FROM %3$s%4$s WHERE %5$s",
            RowHead.LANDED, layer(0), landed(table), head.joins(), condition);
    for (int layer = 1; layer < RowHead.LAYERS; layer++) {
      sql = "SELECT *" + layer(layer) + " FROM (" + sql + ")";
    }
    return "(" + sql + ")";
  }

  /** A violation of whole rows, as {@link #violations} lists them, from {@link #checked}. */
  static String violation(String key, Fault fault) {
    return "SELECT __row AS row, __file AS file, CAST("
        + key
        + " AS VARCHAR) AS key, "
        + fault.position()
        + " AS position, "
        + Duck.literal(fault.column())
        + " AS column_name, CAST("
        + fault.value()
        + " AS VARCHAR) AS value, "
        + fault.rule()
        + " AS rule, "
        + fault.effect()
        + " AS effect";
  }

  private String layer(int layer) {
    StringBuilder list = new StringBuilder();
    head.layer(layer).forEach(made -> list.append(", ").append(made));
    columns.forEach(column -> list.append(", ").append(column.layer(layer)));
    return list.toString();
  }

  private String value(ColumnSql column) {
    List<String> conditions = new ArrayList<>();
    if (policy.onViolation() == OnViolation.NULL) {
      conditions.add("r" + column.index() + " IS NULL");
    }
    String known = head.known(column.column().name());
    if (known != null) {
      conditions.add(known);
    }
    String clean = "p" + column.index();
    return conditions.isEmpty()
        ? clean
        : "CASE WHEN " + String.join(" AND ", conditions) + " THEN " + clean + " END";
  }

  private String ofColumn(ColumnSql column) {
    boolean nulled = policy.onViolation() == OnViolation.NULL && column.column().missing();
    String rules = "r" + column.index();
    Fault fault =
        new Fault(
            column.index(),
            column.column().name(),
            "x" + column.index(),
            "unnest(" + rules + ")",
            rules + " IS NOT NULL",
            nulled ? NULLED : ASIDE);
    return violation("__key", fault) + " FROM bad WHERE " + fault.condition();
  }

  private String malformed() {
    Fault fault =
        new Fault(
            Integer.MAX_VALUE,
            "",
            "'line ' || line || ' (' || problem || '): ' || text",
            Duck.literal(RowRules.MALFORMED_LINE),
            "true",
            ASIDE);
    return violation("NULL", fault) + " FROM source.malformed." + Duck.identifier(table.source());
  }
}
