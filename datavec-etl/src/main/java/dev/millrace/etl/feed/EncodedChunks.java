package dev.millrace.etl.feed;

import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.rows.RowCursor;

/** Encodes a cursor's batches as they come and deals the rows out in any number. */
final class EncodedChunks implements AutoCloseable {
  private final RowCursor cursor;
  private final FittedEncoder encoder;
  private final EncodingCounts counts;
  private final int width;
  private float[] features = new float[0];
  private int rows;
  private int taken;

  EncodedChunks(RowCursor cursor, FittedEncoder encoder, EncodingCounts counts) {
    this.cursor = cursor;
    this.encoder = encoder;
    this.counts = counts;
    this.width = encoder.encoder().width();
  }

  /** Whether there is another row; reads and encodes a batch where the last one is used up. */
  boolean hasNext() {
    while (taken == rows) {
      if (!cursor.next()) {
        return false;
      }
      rows = cursor.batch().rows();
      taken = 0;
      encode();
    }
    return true;
  }

  /**
   * Deals out rows.
   *
   * @param into features {@code [limit, width]}, row-major, filled from its start
   * @param labels one for each row
   * @return how many rows there were, at most {@code limit}
   */
  int take(float[] into, float[] labels, int limit) {
    int got = 0;
    while (got < limit && hasNext()) {
      int n = Math.min(limit - got, rows - taken);
      System.arraycopy(features, taken * width, into, got * width, n * width);
      for (int i = 0; i < n; i++) {
        labels[got + i] = cursor.label(taken + i);
      }
      taken += n;
      got += n;
    }
    return got;
  }

  @Override
  public void close() {
    cursor.close();
  }

  private void encode() {
    if (features.length < rows * width) {
      features = new float[rows * width];
    }
    if (encoder.outOfFold().isEmpty()) {
      encoder.encoder().encode(cursor.batch(), features, counts);
      return;
    }
    for (int row = 0; row < rows; row++) {
      encoder
          .forTraining(cursor.fold(row))
          .encode(cursor.batch(), row, features, row * width, counts);
    }
  }
}
