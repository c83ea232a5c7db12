package dev.millrace.serving.protocol;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Days;
import dev.millrace.contract.feature.FeatureContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values as clients send them who hold rows in tables of numbers and texts, as {@code
 * pipeline.onnx} of the package takes them: dates and moments may be days since 1970-01-01, and a
 * text may be one of the source's spellings of "missing". Immutable and thread-safe.
 */
public final class TableValues {
  private final Map<String, Column> columns = new HashMap<>();
  private final Set<String> nullValues;

  /**
   * For rows of a contract.
   *
   * @param nullValues texts that mean "missing", exactly so, unless the column declares them
   */
  public TableValues(FeatureContract contract, List<String> nullValues) {
    this.nullValues = Set.copyOf(nullValues);
    contract.columns().forEach(column -> columns.put(column.name(), column));
  }

  /** The value as {@link RowReader} takes it; of an unknown column as it is. */
  public @Nullable Object read(String name, @Nullable Object value) {
    Column column = columns.get(name);
    if (column == null) {
      return value;
    }
    if (value instanceof Number number && isTime(column)) {
      return new Days(number.doubleValue());
    }
    return value instanceof String text && isMissing(column, text) ? null : value;
  }

  private static boolean isTime(Column column) {
    return column.type() == ColumnType.DATE || column.type() == ColumnType.TIMESTAMP;
  }

  private boolean isMissing(Column column, String text) {
    return nullValues.contains(text) && !column.values().contains(text);
  }
}
