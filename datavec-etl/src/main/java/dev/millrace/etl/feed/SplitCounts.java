package dev.millrace.etl.feed;

import org.jspecify.annotations.Nullable;

/**
 * How many rows each part of a split holds, and how many of them are positive.
 *
 * @param leftOut rows of no part; null where the split leaves none out by design
 */
public record SplitCounts(Rows train, Rows validation, Rows test, @Nullable LeftOut leftOut) {

  /** Rows of one part. */
  public record Rows(long rows, long positives) {}

  /**
   * Rows that a split by time leaves out.
   *
   * @param gap their labels were not known yet when the next period began
   * @param otherPeriod of entities dealt to a part whose period is another one
   */
  public record LeftOut(long gap, long otherPeriod) {}

  Rows of(Part part) {
    return switch (part) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }
}
