package dev.millrace.etl.feed;

/** How rows are divided. Shares are of all clean rows, each in (0, 1), together under 1. */
public sealed interface SplitSpec {

  /** At random by the seed, with the same share of positives in every part. */
  record Stratified(double validation, double test) implements SplitSpec {
    public Stratified {
      Share.check(validation, test);
    }
  }

  /** At random by the seed; rows with the same value of a column stay together. */
  record Group(String column, double validation, double test) implements SplitSpec {
    public Group {
      Share.check(validation, test);
    }
  }

  /** Ready-made: a column that holds {@code train}, {@code validation} or {@code test}. */
  record ByColumn(String column) implements SplitSpec {}
}
