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
    return columns.contains("__cutoff");
  }

  boolean hasTruth() {
    return columns.contains("__truth");
  }

  /** Whether it says what stays together; only feature tables that were split by a column do. */
  boolean hasGroups() {
    return columns.contains("__group");
  }

  boolean isSplitByColumn() {
    return columns.contains("__split_by");
  }

  /** SQL of what a row is known by: its key, and where keys come back at other times, both. */
  String identity(String key) {
    return hasCutoffs() ? key + " || chr(31) || epoch_us(__cutoff)::VARCHAR" : key;
  }
}
