package dev.millrace.pipeline.init;

import dev.millrace.contract.feature.ColumnType;
import java.util.Comparator;
import java.util.Map;

/**
 * The type that the values of a column most likely have.
 *
 * @param dates how dates are written, for dates and timestamps
 * @param european whether numbers have a decimal comma
 * @param fitting values that are of the type
 */
record TypeGuess(ColumnType type, DateForm dates, boolean european, long fitting) {
  private static final double NEARLY_ALL = 0.99;
  private static final long MANY = 100;
  private static final int TWO = 2;
  private static final int FEW = 10;
  private static final int SPREAD = 10;

  /**
   * @param values rows with a value, spelled nulls not counted
   */
  static TypeGuess of(ColumnSketch column, long values) {
    TypeGuess exact = fitting(column, values, values);
    if (exact.type() != ColumnType.CATEGORY || values < MANY) {
      return exact;
    }
    return fitting(column, values, (long) Math.ceil(values * NEARLY_ALL));
  }

  private static TypeGuess fitting(ColumnSketch column, long values, long needed) {
    if (values > 0
        && column.booleans() >= needed
        && column.foldedDistinct() - column.nulls().size() <= TWO) {
      return of(ColumnType.BOOLEAN, column.booleans());
    }
    if (values == 0 || isCode(column)) {
      return of(ColumnType.CATEGORY, values);
    }
    if (column.padded() == 0 && column.integers() >= needed) {
      return of(ColumnType.INTEGER, column.integers());
    }
    if (column.padded() == 0 && column.numbers() >= needed) {
      return of(ColumnType.NUMBER, column.numbers());
    }
    Map.Entry<DateForm, Long> dates = commonestDates(column);
    if (dates.getValue() >= needed && column.padded() == 0) {
      boolean moment = dates.getKey().isTimestamp();
      ColumnType type = moment ? ColumnType.TIMESTAMP : ColumnType.DATE;
      return new TypeGuess(type, dates.getKey(), false, dates.getValue());
    }
    if (column.padded() == 0 && column.english() >= needed) {
      return of(ColumnType.NUMBER, column.english());
    }
    if (column.padded() == 0 && column.european() >= needed) {
      return new TypeGuess(ColumnType.NUMBER, DateForm.ISO_DATE, true, column.european());
    }
    return of(ColumnType.CATEGORY, values);
  }

  /** A few whole numbers far apart are names rather than amounts, like area codes. */
  static boolean isCode(ColumnSketch column) {
    Double min = column.min();
    Double max = column.max();
    return min != null
        && max != null
        && column.integers() == column.present()
        && column.distinct() > TWO
        && column.distinct() <= FEW
        && column.rows() >= MANY
        && max - min > SPREAD * column.distinct();
  }

  private static TypeGuess of(ColumnType type, long fitting) {
    return new TypeGuess(type, DateForm.ISO_DATE, false, fitting);
  }

  /** The first of the commonest in the order of {@link DateForm}. */
  private static Map.Entry<DateForm, Long> commonestDates(ColumnSketch column) {
    return column.dates().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .max(Comparator.comparingLong(Map.Entry<DateForm, Long>::getValue))
        .orElse(Map.entry(DateForm.ISO_DATE, 0L));
  }
}
