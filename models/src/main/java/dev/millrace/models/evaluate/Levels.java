package dev.millrace.models.evaluate;

import java.util.Arrays;

/**
 * The distinct probabilities of a set of rows, highest first, with what a row at each of them adds
 * to a mean. Sorted once and shared by all resamples. Immutable.
 */
final class Levels {
  private final ScoredRows rows;
  private final double[] probabilities;
  private final double[] lossIfNegative;
  private final double[] lossIfPositive;
  private final int[] cells;

  private Levels(ScoredRows rows, double[] probabilities, int[] cells) {
    this.rows = rows;
    this.probabilities = probabilities;
    this.cells = cells;
    this.lossIfNegative = new double[probabilities.length];
    this.lossIfPositive = new double[probabilities.length];
    for (int i = 0; i < probabilities.length; i++) {
      lossIfNegative[i] = LogLoss.ofRow(probabilities[i], false);
      lossIfPositive[i] = LogLoss.ofRow(probabilities[i], true);
    }
  }

  static Levels of(ScoredRows rows) {
    double[] falling = distinctFalling(rows);
    int[] cells = new int[rows.size()];
    for (int row = 0; row < cells.length; row++) {
      int level = find(falling, rows.probability(row));
      cells[row] = 2 * level + (rows.isPositive(row) ? 1 : 0);
    }
    return new Levels(rows, falling, cells);
  }

  int size() {
    return probabilities.length;
  }

  double probability(int level) {
    return probabilities[level];
  }

  /** The log-loss of one row at a level. */
  double loss(int level, boolean positive) {
    return positive ? lossIfPositive[level] : lossIfNegative[level];
  }

  /** How many rows the levels were taken from. */
  int rows() {
    return cells.length;
  }

  /** Where a row is counted: twice its level, plus one for a positive row. */
  int cell(int row) {
    return cells[row];
  }

  /** The rows that the levels were taken from. */
  ScoredRows source() {
    return rows;
  }

  /** Each row counted once. */
  Tally tally() {
    int[] counts = new int[2 * size()];
    for (int cell : cells) {
      counts[cell]++;
    }
    return new Tally(this, counts);
  }

  private static double[] distinctFalling(ScoredRows rows) {
    double[] rising = rows.probabilities();
    Arrays.sort(rising);
    double[] falling = new double[rising.length];
    int size = 0;
    for (int i = rising.length - 1; i >= 0; i--) {
      if (size == 0 || rising[i] != falling[size - 1]) {
        falling[size++] = rising[i];
      }
    }
    return Arrays.copyOf(falling, size);
  }

  private static int find(double[] falling, double value) {
    int low = 0;
    int high = falling.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (falling[middle] <= value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
