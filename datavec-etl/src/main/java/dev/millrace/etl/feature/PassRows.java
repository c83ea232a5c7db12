package dev.millrace.etl.feature;

import java.util.Collection;
import java.util.List;

/**
 * Rows of a prepared table, known when certain late columns are.
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
    for (String column : lateColumns) {
      known.append(", ").append(table.lateKnown(column));
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
        + to;
  }
}
