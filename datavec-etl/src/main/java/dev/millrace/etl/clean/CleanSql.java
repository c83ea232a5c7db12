package dev.millrace.etl.clean;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.Rules;
import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statements of one cleaning. Values are parsed twice, once to find violations and once to
 * write the rows that have none: both passes stream, so that memory does not grow with the table.
 */
final class CleanSql {
  /** What a violation does to its row. */
  static final int NULLED = 0;

  static final int DROPPED = 1;
  static final int ASIDE = 2;

  private final CleanJob job;
  private final boolean labelled;
  private final List<ColumnSql> columns = new ArrayList<>();

  CleanSql(CleanJob job, boolean labelled) {
    this.job = job;
    this.labelled = labelled;
    for (Column column : job.contract().columns()) {
      columns.add(new ColumnSql(column, typeOf(column.name()), columns.size()));
    }
  }

  CleanJob job() {
    return job;
  }

  boolean labelled() {
    return labelled;
  }

  String landed() {
    return "source.raw." + Duck.identifier(job.table().source());
  }

  /** Value, rows, whether positive; most rows first. */
  String targetValues() {
    return "SELECT __target, count(*), "
        + isPositive()
        + " FROM (SELECT "
        + text(job.contract().target().column())
        + " AS __target FROM "
        + landed()
        + ") WHERE __target IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1";
  }

  /** A row for every rule that a row of the table broke. */
  String violations() {
    StringBuilder sql =
        new StringBuilder("CREATE TEMP TABLE violations AS WITH bad AS MATERIALIZED (");
    sql.append(checked()).append(" WHERE ").append(String.join(" OR ", suspicions())).append(")");
    List<String> parts = new ArrayList<>();
    Key key = job.contract().key();
    if (key != null) {
      parts.add(special(-1, key.column(), Rules.REQUIRED, "__key IS NULL"));
    }
    for (ColumnSql column : columns) {
      parts.add(ofColumn(column));
    }
    if (labelled) {
      String target = job.contract().target().column();
      parts.add(special(columns.size(), target, RowRules.TARGET_MISSING, "__target IS NULL"));
    }
    if (job.splitBy() != null) {
      parts.add(special(columns.size() + 1, job.splitBy(), Rules.REQUIRED, "__split_by IS NULL"));
    }
    parts.add(malformed());
    return sql.append(String.join(" UNION ALL ", parts)).toString();
  }

  /** Clean rows: all but those set aside or dropped. */
  String features() {
    StringBuilder sql = new StringBuilder("CREATE TABLE features AS SELECT __row, __key");
    if (labelled) {
      sql.append(", CAST(").append(isPositive()).append(" AS TINYINT) AS __label");
    }
    if (job.splitBy() != null) {
      sql.append(", __split_by");
    }
    for (ColumnSql column : columns) {
      String p = "p" + column.index();
      String value =
          job.policy().onViolation() == OnViolation.NULL
              ? "CASE WHEN r" + column.index() + " IS NULL THEN " + p + " END"
              : p;
      sql.append(", ").append(value).append(" AS ");
      sql.append(Duck.identifier(column.column().name()));
    }
    return sql.append(" FROM (")
        .append(checked())
        .append(") AS checked WHERE NOT EXISTS (SELECT 1 FROM gone WHERE gone.row = checked.__row)")
        .toString();
  }

  /** Standardised key of every row; without a key column there are no duplicates to find. */
  String keyOf() {
    Key key = job.contract().key();
    return key == null
        ? "CAST(__row AS VARCHAR)"
        : TextSql.standardised(written(key.column()), key.text(), List.of());
  }

  private List<String> suspicions() {
    List<String> any = new ArrayList<>();
    columns.forEach(column -> any.add("r" + column.index() + " IS NOT NULL"));
    any.add("__key IS NULL");
    if (labelled) {
      any.add("__target IS NULL");
    }
    if (job.splitBy() != null) {
      any.add("__split_by IS NULL");
    }
    return any;
  }

  /** Layer upon layer, so that each expression is written and computed once. */
  private String checked() {
    String sql =
        "SELECT __row, __file, "
            + keyOf()
            + " AS __key, "
            + (labelled ? text(job.contract().target().column()) : "NULL")
            + " AS __target, "
            + (job.splitBy() == null ? "NULL" : text(job.splitBy()))
            + " AS __split_by"
            + each(ColumnSql::landed)
            + " FROM "
            + landed();
    for (Function<ColumnSql, String> layer :
        List.<Function<ColumnSql, String>>of(
            ColumnSql::written, ColumnSql::parsed, ColumnSql::rules)) {
      sql = "SELECT *" + each(layer) + " FROM (" + sql + ")";
    }
    return "SELECT * FROM (" + sql + ")";
  }

  private String each(Function<ColumnSql, String> layer) {
    return columns.stream().map(layer).map(s -> ", " + s).collect(Collectors.joining());
  }

  private String ofColumn(ColumnSql column) {
    boolean nulled = job.policy().onViolation() == OnViolation.NULL && column.column().missing();
    return violation(
            "__key",
            column.index(),
            column.column().name(),
            "x" + column.index(),
            "unnest(r" + column.index() + ")",
            nulled ? NULLED : ASIDE)
        + " FROM bad WHERE r"
        + column.index()
        + " IS NOT NULL";
  }

  private static String special(int position, String column, String rule, String condition) {
    return violation("__key", position, column, "NULL", Duck.literal(rule), ASIDE)
        + " FROM bad WHERE "
        + condition;
  }

  private String malformed() {
    return violation(
            "NULL",
            columns.size() + 2,
            "",
            "'line ' || line || ' (' || problem || '): ' || text",
            Duck.literal(RowRules.MALFORMED_LINE),
            ASIDE)
        + " FROM source.malformed."
        + Duck.identifier(job.table().source());
  }

  private static String violation(
      String key, int position, String column, String value, String rule, int effect) {
    return "SELECT __row AS row, __file AS file, CAST("
        + key
        + " AS VARCHAR) AS key, "
        + position
        + " AS position, "
        + Duck.literal(column)
        + " AS column_name, CAST("
        + value
        + " AS VARCHAR) AS value, "
        + rule
        + " AS rule, "
        + effect
        + " AS effect";
  }

  private String isPositive() {
    return "lower(__target) = lower("
        + TextSql.trimmed(Duck.literal(job.contract().target().positive()))
        + ")";
  }

  private String text(String column) {
    return TextSql.trimmed(written(column));
  }

  private String written(String column) {
    return ColumnSql.text(Duck.identifier(column), typeOf(column));
  }

  private String typeOf(String column) {
    return job.table().columns().stream()
        .filter(landed -> landed.name().equals(column))
        .map(LandedColumn::type)
        .findFirst()
        .orElse("VARCHAR");
  }
}
