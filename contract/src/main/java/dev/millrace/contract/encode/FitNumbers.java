package dev.millrace.contract.encode;

import dev.millrace.contract.encode.ColumnStatistics.Numbers;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;

/** Fits the encodings of numbers. */
final class FitNumbers {
  private FitNumbers() {}

  static ColumnEncoding fit(Column column, Numbers numbers, boolean indicator) {
    String name = column.name();
    double median = numbers.median();
    return switch (column.encoding().method()) {
      case ROBUST ->
          column.type() == ColumnType.BOOLEAN
              ? new FlagEncoding(name, indicator)
              : new RobustEncoding(name, median, indicator, median, RobustScale.factor(numbers));
      case STANDARD ->
          new StandardEncoding(name, median, indicator, numbers.mean(), numbers.deviation());
      case QUANTILE -> QuantileEncoding.fit(name, indicator, numbers);
      case BINS -> BinsEncoding.fit(name, indicator, column.encoding().limit(), numbers);
      case ONE_HOT, ORDINAL, TARGET ->
          throw new IllegalArgumentException(column.encoding().method() + " takes no numbers");
    };
  }
}
