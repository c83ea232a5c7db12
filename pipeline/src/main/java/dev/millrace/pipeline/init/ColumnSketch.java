package dev.millrace.pipeline.init;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column as it was seen. Values are trimmed texts, inner blanks made one.
 *
 * @param rows of the table
 * @param blank rows without a value
 * @param distinct values
 * @param foldedDistinct values that differ in more than case
 * @param nulls how often spellings of "missing" occur, by spelling; those that do only
 * @param integers values that are whole numbers
 * @param padded values that are whole numbers with zeros at the front
 * @param numbers values that are plain numbers
 * @param english values that are numbers with currency signs or thousands separators
 * @param european values that are numbers with a decimal comma
 * @param booleans values like yes and no
 * @param dates values of each date format, by format
 * @param shortest length of the shortest value
 * @param min smallest plain number; null where there is none
 * @param max largest plain number
 * @param values the commonest values, most frequent first
 */
record ColumnSketch(
    String name,
    long rows,
    long blank,
    long distinct,
    long foldedDistinct,
    Map<String, Long> nulls,
    long integers,
    long padded,
    long numbers,
    long english,
    long european,
    long booleans,
    Map<DateForm, Long> dates,
    long shortest,
    @Nullable Double min,
    @Nullable Double max,
    List<Value> values) {

  /** A value and its rows. */
  record Value(String text, long rows) {}

  ColumnSketch {
    nulls = Map.copyOf(nulls);
    dates = Map.copyOf(dates);
    values = List.copyOf(values);
  }

  /** Rows with a value, spelled nulls included. */
  long present() {
    return rows - blank;
  }

  /** Rows whose value is one of the spellings. */
  long spelledNulls() {
    return nulls.values().stream().mapToLong(Long::longValue).sum();
  }
}
