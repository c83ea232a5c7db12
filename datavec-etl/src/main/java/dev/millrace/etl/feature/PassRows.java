package dev.millrace.etl.feature;

import java.util.Collection;
import java.util.List;

/**
 * Rows of a prepared table, known when certain late columns are. A row that has no value in one of
 * them is none: whether the value is missing for good or comes after the cutoff, the row says
 * nothing, and so has no part in when the features were known either.
 *
 * @param lateColumns whose values the rows are looked at for; sorted
 */
record PassRows(PreparedTable table, List<String> lateColumns) {
  static PassRows of(PreparedTable table, Collection<String> lateColumns) {
    return new PassRows(table, lateColumns.stream().distinct().sorted().toList());
  }

  /** The rows of some entities. */
  String sql(long from, long to) {
    StringBuilder known = new StringBuilder();
    StringBuilder present = new StringBuilder();
    for (String column : lateColumns) {
      known.append(", ").append(table.lateKnown(column));
      present.append(" AND ").append(table.column(column)).append(" IS NOT NULL");
    }
    String rows = known.isEmpty() ? "*" : "* REPLACE (greatest(known" + known + ") AS known)";
    return "SELECT "
        + rows
        + (table.isVersioned() ? "" : ", CAST(NULL AS BIGINT) AS until")
        + " FROM "
        + table.name()
        + " WHERE entity >= "
        + from
        + " AND entity < "
        + to
        + present;
  }
}
