package dev.millrace.monitoring;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;

/**
 * Finds out which cells to make of a column, from its first rows. Keeps all that it is given. Not
 * thread-safe.
 */
sealed interface ColumnSketch permits NumberSketch, CategorySketch {
  static ColumnSketch of(Column column) {
    return column.isNumeric() ? new NumberSketch(column.name()) : new CategorySketch(column.name());
  }

  /** Looks at a value. */
  void add(ColumnBatch rows, int column, int row);

  /** The cells of all values that were looked at. */
  Cells cells();

  /**
   * The profile.
   *
   * @param counts rows by cell: all rows, also those that were not looked at
   */
  ColumnProfile profile(long[] counts);
}
