package dev.millrace.serving.card;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Turns clean values back into values as a request may send them. */
public final class RequestRows {
  private static final double EXACT = 0x1p53;

  private RequestRows() {}

  /**
   * A row of texts, numbers and booleans in the contract's order, missing values left out.
   *
   * @param clean values by column as golden rows have them
   * @return empty where a moment cannot be written in any format of its column, as happens where
   *     training rows came typed from a database
   */
  public static Optional<Map<String, Object>> of(
      FeatureContract contract, Map<String, Object> clean) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (Column column : contract.columns()) {
      Object value = clean.get(column.name());
      if (value == null) {
        continue;
      }
      Optional<Object> written = written(column, value);
      if (written.isEmpty()) {
        return Optional.empty();
      }
      row.put(column.name(), written.get());
    }
    return Optional.of(row);
  }

  /**
   * A figure of a numeric column for people, for example a median: a moment that cannot be written
   * is rounded to one that can.
   */
  static Object figure(Column column, double value) {
    return switch (column.type()) {
      case DATE, TIMESTAMP -> MomentText.nearest(column, value);
      default -> plain(column, value);
    };
  }

  private static Optional<Object> written(Column column, Object value) {
    return switch (column.type()) {
      case DATE, TIMESTAMP ->
          MomentText.exact(column, ((Number) value).doubleValue()).map(Object.class::cast);
      default -> Optional.of(plain(column, value));
    };
  }

  private static Object plain(Column column, Object value) {
    if (!(value instanceof Number number)) {
      return value;
    }
    return column.type() == ColumnType.BOOLEAN
        ? number.doubleValue() != 0
        : number(number.doubleValue());
  }

  /** Whole numbers without a point, as people write them. */
  private static Number number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) <= EXACT && !isNegativeZero(value);
    if (whole) {
      return (long) value;
    }
    return value;
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && Double.doubleToRawLongBits(value) != 0;
  }
}
