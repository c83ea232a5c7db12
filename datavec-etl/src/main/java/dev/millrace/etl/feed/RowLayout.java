package dev.millrace.etl.feed;

import dev.millrace.etl.duck.DuckErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * What a table of labelled rows tells of a row beside its features. Rows of several tables have a
 * cutoff, and their key (the entity's) comes back at each.
 *
 * @param columns those that are not features, for example {@code __cutoff}
 */
record RowLayout(Set<String> columns) {
  static final String CUTOFF = "__cutoff";
  static final String TRUTH = "__truth";

  /** What stays together by the recipe; only where it is by a column. */
  static final String GROUP = "__group";

  private static final String SPLIT_BY = "__split_by";

  RowLayout {
    columns = Set.copyOf(columns);
  }

  /**
   * Of a table.
   *
   * @param table as SQL, for example {@code clean.features}
   */
  static RowLayout of(Connection database, String table) {
    String sql =
        "SELECT column_name FROM (DESCRIBE " + table + ") WHERE starts_with(column_name, '__')";
    Set<String> columns = new HashSet<>();
    try (PreparedStatement statement = database.prepareStatement(sql);
        ResultSet names = statement.executeQuery()) {
      while (names.next()) {
        columns.add(names.getString(1));
      }
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
    return new RowLayout(columns);
  }

  /** Whether rows are of a time. */
  boolean hasCutoffs() {
    return columns.contains(CUTOFF);
  }

  boolean hasTruth() {
    return columns.contains(TRUTH);
  }

  boolean hasGroups() {
    return columns.contains(GROUP);
  }

  boolean isSplitByColumn() {
    return columns.contains(SPLIT_BY);
  }
}
