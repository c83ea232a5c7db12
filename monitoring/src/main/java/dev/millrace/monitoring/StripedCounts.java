package dev.millrace.monitoring;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts by column and cell that only grow. Each thread counts in a stripe by its number, so that
 * event loops, which are made one after the other, do not meet. Thread-safe.
 */
final class StripedCounts {
  private static final int MOST_STRIPES = 64;

  private final int[] starts;
  private final Stripe[] stripes;

  /**
   * @param cells of each column
   */
  StripedCounts(int[] cells, int threads) {
    starts = new int[cells.length + 1];
    for (int column = 0; column < cells.length; column++) {
      starts[column + 1] = starts[column] + cells[column];
    }
    int power = Integer.highestOneBit(2 * Math.min(threads, MOST_STRIPES) - 1);
    stripes = new Stripe[power];
    Arrays.setAll(stripes, i -> new Stripe(starts));
  }

  /** With the last column for scores. */
  static StripedCounts of(Cells[] columns, Cells scores) {
    int[] cells = new int[columns.length + 1];
    Arrays.setAll(cells, i -> (i < columns.length ? columns[i] : scores).count());
    return new StripedCounts(cells, Runtime.getRuntime().availableProcessors());
  }

  Stripe ofThisThread() {
    return stripes[(int) Thread.currentThread().getId() & (stripes.length - 1)];
  }

  /** All counts of now, column after column; rows that are being counted may be in by halves. */
  long[] sums() {
    long[] sums = new long[starts[starts.length - 1]];
    for (Stripe stripe : stripes) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += stripe.counts.get(i);
      }
    }
    return sums;
  }

  /** The cells of one column among all counts. */
  long[] cells(long[] sums, int column) {
    return Arrays.copyOfRange(sums, starts[column], starts[column + 1]);
  }

  /** The counts of a few threads, mostly of one. */
  static final class Stripe {
    private final int[] starts;
    private final AtomicLongArray counts;

    private Stripe(int[] starts) {
      this.starts = starts;
      this.counts = new AtomicLongArray(starts[starts.length - 1]);
    }

    void count(int column, int cell) {
      counts.getAndIncrement(starts[column] + cell);
    }
  }
}
