package dev.millrace.etl.feature;

import dev.millrace.contract.feature.Column;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.table.Relations;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked about when: tables {@code work.entities}, {@code work.cutoffs}, {@code work.events}
 * of the label, and {@code work.spine} with a row for each entity and cutoff.
 */
final class Spine {
  private final CleanTables clean;
  private final RowsJob job;
  private final boolean answered;

  /**
   * @param answered whether rows carry the answer; otherwise those are left out of which it is
   *     known at the cutoff that the event happened
   */
  Spine(CleanTables clean, RowsJob job, boolean answered) {
    this.clean = clean;
    this.job = job;
    this.answered = answered;
  }

  String entities() {
    return "CREATE TABLE work.entities AS SELECT CAST(row_number() OVER (ORDER BY key) - 1 AS"
        + " INTEGER) AS entity, key, epoch_us(known) AS known, epoch_us(time) AS time FROM (SELECT"
        + " __key AS key, min(__known) AS known, arg_min(__time, __known) AS time FROM "
        + clean.rows(job.entity())
        + " WHERE __key IS NOT NULL GROUP BY __key) ORDER BY entity";
  }

  static String cutoffs(Timeline timeline) {
    return "CREATE TABLE work.cutoffs AS SELECT CAST(n AS INTEGER) AS i, CAST(micros AS BIGINT) AS"
        + " cut FROM (VALUES "
        + timeline.values()
        + ") t(n, micros)";
  }

  /** {@code entity}, {@code t} when the event was, {@code seen} when that was known. */
  String events(LabelSpec label, @Nullable PreparedTable table) {
    return "CREATE TABLE work.events AS SELECT entity, t, greatest(t, known) AS seen FROM ("
        + (table == null ? ownEvents(label) : relatedEvents(label, table))
        + ") WHERE t IS NOT NULL";
  }

  private String ownEvents(LabelSpec label) {
    String name = String.valueOf(label.column());
    String sql = "r." + Duck.identifier(name);
    String known =
        clean.isLate(job.entity(), name) ? "r." + CleanTables.knownColumn(name) : "r.__known";
    String where = "";
    if (label.filter() != null) {
      Column column = clean.column(job.entity(), label.filter().column());
      where =
          " WHERE "
              + FilterSql.condition(label.filter(), column, "r." + Duck.identifier(column.name()));
    }
    return "SELECT e.entity, "
        + clean.micros(job.entity(), name, sql)
        + " AS t, epoch_us("
        + known
        + ") AS known FROM "
        + clean.rows(job.entity())
        + " r JOIN work.entities e ON e.key = r.__key"
        + where;
  }

  private String relatedEvents(LabelSpec label, PreparedTable table) {
    String time = "t";
    String known = "known";
    if (label.column() != null) {
      time = clean.micros(table.table(), label.column(), table.column(label.column()));
      if (clean.isLate(table.table(), label.column())) {
        known = table.lateKnown(label.column());
      }
    }
    String where = "";
    if (label.filter() != null) {
      Column column = clean.column(table.table(), label.filter().column());
      where = " WHERE " + FilterSql.condition(label.filter(), column, table.column(column.name()));
    }
    return "SELECT entity, " + time + " AS t, " + known + " AS known FROM " + table.name() + where;
  }

  /** A prepared table for the events alone; null where they are the entity's own. */
  static @Nullable PreparedTable eventTable(CleanTables clean, RowsJob job, LabelSpec label) {
    if (label.table().equals(job.entity())) {
      return null;
    }
    Relations relations = Relations.of(job.tables(), job.entity());
    PreparedTable table = new PreparedTable(clean, relations, label.table(), 0);
    use(label, table);
    return table;
  }

  /** The columns of a prepared table that the label needs. */
  static void use(LabelSpec label, PreparedTable table) {
    if (label.column() != null) {
      table.column(label.column());
    }
    if (label.filter() != null) {
      table.column(label.filter().column());
    }
  }

  /**
   * {@code __row}, {@code entity}, {@code key}, {@code i}, {@code cut}, {@code known}, and where
   * they are asked for {@code label} and {@code truth}.
   *
   * @param active a table of the entities and cutoffs that were active; null where all are
   * @param truth the prepared table with the truth; null where there is none
   */
  String spine(@Nullable String active, @Nullable PreparedTable truth) {
    LabelSpec label = job.label();
    StringBuilder sql = new StringBuilder("CREATE TABLE work.spine AS SELECT row_number() OVER");
    sql.append(" (ORDER BY b.i, b.entity) AS __row, b.entity, b.key, b.i, b.cut, b.known");
    if (label != null && answered) {
      long horizon = label.horizonDays() * Timeline.DAY;
      sql.append(", CAST(coalesce(n.t < b.cut + ").append(horizon).append(", false) AS TINYINT)");
      sql.append(" AS label");
    }
    sql.append(truth == null ? "" : ", p.truth")
        .append(" FROM (")
        .append(asked(active))
        .append(") b");
    if (label != null && answered) {
      sql.append(" ASOF LEFT JOIN (SELECT DISTINCT entity, t FROM work.events) n");
      sql.append(" ON n.entity = b.entity AND b.cut <= n.t");
    }
    if (truth != null && job.truth() != null) {
      String column = truth.column(job.truth().column());
      sql.append(" LEFT JOIN (SELECT entity, t, arg_max(")
          .append(column)
          .append(", __row) AS truth");
      sql.append(" FROM ").append(truth.name()).append(" GROUP BY entity, t) p");
      sql.append(" ON p.entity = b.entity AND p.t = b.cut");
    }
    return sql.append(" ORDER BY b.entity, b.i").toString();
  }

  private String asked(@Nullable String active) {
    StringBuilder sql = new StringBuilder("SELECT e.entity, e.key, e.known, c.i, c.cut FROM");
    sql.append(" work.entities e JOIN work.cutoffs c ON e.known < c.cut");
    if (job.eligibility().minAgeDays() > 0) {
      long age = job.eligibility().minAgeDays() * Timeline.DAY;
      sql.append(" AND e.time <= c.cut - ").append(age);
    }
    if (active != null) {
      sql.append(" SEMI JOIN ").append(active).append(" a ON a.entity = e.entity AND a.i = c.i");
    }
    if (job.label() != null && !job.label().repeats()) {
      sql.append(" LEFT JOIN (SELECT entity, min(");
      sql.append(answered ? "t" : "seen").append(") AS first FROM work.events GROUP BY entity) h");
      sql.append(" ON h.entity = e.entity WHERE h.first IS NULL OR h.first >= c.cut");
    }
    return sql.toString();
  }
}
