package dev.millrace.etl.clean;

import dev.millrace.contract.feature.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column at a glance.
 *
 * @param numbers null for categories
 * @param bars histogram of numbers (10 equal-width bins) or the commonest categories (at most 10)
 */
public record ColumnProfile(
    String column,
    ColumnType type,
    long present,
    long missing,
    long distinct,
    @Nullable Numbers numbers,
    List<Bar> bars) {
  public ColumnProfile {
    bars = List.copyOf(bars);
  }

  /** The five-number summary and the mean, in the column's unit. */
  public record Numbers(
      double min, double q25, double median, double q75, double max, double mean) {}

  /**
   * The rows of one category or bin.
   *
   * @param label the category, or the lower end of the bin
   * @param positiveRate share of positive rows in the bar, 0 to 1
   */
  public record Bar(String label, long rows, double positiveRate) {}
}
