package dev.millrace.contract.encode;

import dev.millrace.contract.encode.ColumnStatistics.Numbers;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding.Method;

/** Fits the encodings of numbers. */
final class FitNumbers {
  private FitNumbers() {}

  static ColumnEncoding fit(Column column, Numbers numbers, boolean indicator) {
    String name = column.name();
    double median = numbers.median();
    Method method = column.encoding().method();
    if (column.type() == ColumnType.BOOLEAN && (method == Method.ROBUST || method == Method.BINS)) {
      return new FlagEncoding(name, indicator);
    }
    return switch (method) {
      case ROBUST ->
          new RobustEncoding(name, median, indicator, median, RobustScale.factor(numbers));
      case STANDARD ->
          new StandardEncoding(name, median, indicator, numbers.mean(), numbers.deviation());
      case QUANTILE -> QuantileEncoding.fit(name, indicator, numbers);
      case BINS -> BinsEncoding.fit(name, indicator, column.encoding().limit(), numbers);
      case ONE_HOT, ORDINAL, TARGET, AUTO ->
          throw new IllegalArgumentException(method + " takes no numbers");
    };
  }
}
