package dev.millrace.models.evaluate;

/**
 * Labelled probabilities counted by their distinct values: all that a metric needs to know of a set
 * of rows, or of a bootstrap resample of it. Values fall with the index, so that a metric is one
 * pass without sorting. Not changed once built.
 */
final class Tally {
  private final Levels levels;
  private final int[] counts;
  private final long rows;
  private final long positives;

  /**
   * @param counts rows by cell as in {@link Levels#cell}, kept without a copy
   */
  Tally(Levels levels, int[] counts) {
    this.levels = levels;
    this.counts = counts;
    long negativeRows = 0;
    long positiveRows = 0;
    for (int cell = 0; cell < counts.length; cell += 2) {
      negativeRows += counts[cell];
      positiveRows += counts[cell + 1];
    }
    this.rows = negativeRows + positiveRows;
    this.positives = positiveRows;
  }

  Levels levels() {
    return levels;
  }

  /** How many distinct probabilities there are; a resample may have no rows at some. */
  int size() {
    return levels.size();
  }

  /** The probability of a level. */
  double probability(int level) {
    return levels.probability(level);
  }

  int positives(int level) {
    return counts[2 * level + 1];
  }

  int negatives(int level) {
    return counts[2 * level];
  }

  int rows(int level) {
    return counts[2 * level] + counts[2 * level + 1];
  }

  long rows() {
    return rows;
  }

  long positives() {
    return positives;
  }

  long negatives() {
    return rows - positives;
  }

  /** Whether both classes have rows, without which ranking metrics are undefined. */
  boolean hasBothClasses() {
    return positives > 0 && positives < rows;
  }
}
