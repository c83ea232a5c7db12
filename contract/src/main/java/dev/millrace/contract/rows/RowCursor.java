package dev.millrace.contract.rows;

import dev.millrace.contract.feature.ColumnBatch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A single pass over labelled feature rows, batch by batch, in the fixed order of their source:
 * {@code while (cursor.next()) use(cursor.batch())}. Holds one batch in memory. Not thread-safe.
 */
public interface RowCursor extends AutoCloseable {

  /** Moves to the next batch; false at the end. Blocks while reading. */
  boolean next();

  /** The features of the current batch, valid until {@link #next()}. */
  ColumnBatch batch();

  /** 1 for a positive row, 0 for a negative one. */
  float label(int row);

  /**
   * The key of a row of the current batch: the key column's standardised text or the row number.
   */
  String key(int row);

  /** The out-of-fold part a training row belongs to, from 0; 0 for all other rows. */
  int fold(int row);

  /** The cutoff of a row of the current batch; null where rows have no time. */
  default @Nullable Instant cutoff(int row) {
    return null;
  }

  /**
   * The true probability of a row of the current batch, 0 to 1; NaN where it is not known, as for
   * all real data.
   */
  default double truth(int row) {
    return Double.NaN;
  }

  @Override
  void close();
}
