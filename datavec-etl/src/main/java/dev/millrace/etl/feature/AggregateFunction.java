package dev.millrace.etl.feature;

import java.util.Locale;

/** Ways to make one number of many rows. Rows without the value do not count. */
public enum AggregateFunction {
  /** Rows; 0 where there are none. Takes a table. */
  COUNT(false),
  /** 0 where there are no values. */
  SUM(true),
  /** Missing where there are no values. */
  MEAN(true),
  MIN(true),
  MAX(true),
  /** Sample standard deviation; missing below two values. */
  STD(true),
  /**
   * The share of rows for which a filter holds; missing without rows. Takes a table and a filter.
   */
  SHARE(false),
  /**
   * Slope of the least-squares line through the values over time, per day; missing below two days.
   */
  TREND(true),
  /** The value of the last row; the later in the source where several have that time. */
  LAST(true),
  /** How many different values there are. Takes a category or a number. */
  DISTINCT(true),
  /** Days from the last row to the cutoff; missing without rows. Takes a table. */
  RECENCY(false),
  /** Mean days between one row and the next; missing below two rows. Takes a table. */
  GAP(false);

  private final boolean takesColumn;

  AggregateFunction(boolean takesColumn) {
    this.takesColumn = takesColumn;
  }

  /** Whether it works on the values of a column; otherwise on the rows of a table. */
  public boolean takesColumn() {
    return takesColumn;
  }

  /** The name in recipes and in the names of features. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
