package dev.millrace.contract.feature;

import org.jspecify.annotations.Nullable;

/**
 * A block of clean feature rows, read by column. Column indices follow the contract. Not
 * thread-safe; a batch may be a view of memory that its producer reuses.
 */
public interface ColumnBatch {
  int rows();

  /** The value of a numeric column; NaN where missing. */
  double number(int column, int row);

  /** The value of a category column; null where missing. */
  @Nullable String text(int column, int row);
}
