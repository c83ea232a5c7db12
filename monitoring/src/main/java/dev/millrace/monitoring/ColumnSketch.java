package dev.millrace.monitoring;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;

/**
 * One column in two passes: the first finds out which cells to make, in bounded memory, the second
 * counts rows by cell. Not thread-safe.
 */
sealed interface ColumnSketch permits NumberSketch, CategorySketch {
  static ColumnSketch of(Column column) {
    return column.isNumeric() ? new NumberSketch(column) : new CategorySketch(column.name());
  }

  /** A value of the first pass. */
  void add(ColumnBatch rows, int column, int row);

  /** The cells that the second pass counts by. */
  Cells cells();

  /**
   * The profile.
   *
   * @param counts rows by cell, all of them
   */
  ColumnProfile profile(long[] counts);
}
