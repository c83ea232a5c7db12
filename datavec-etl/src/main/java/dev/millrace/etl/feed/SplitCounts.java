package dev.millrace.etl.feed;

/** How many rows each part of a split holds, and how many of them are positive. */
public record SplitCounts(Rows train, Rows validation, Rows test) {

  /** Rows of one part. */
  public record Rows(long rows, long positives) {}

  Rows of(Part part) {
    return switch (part) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }
}
