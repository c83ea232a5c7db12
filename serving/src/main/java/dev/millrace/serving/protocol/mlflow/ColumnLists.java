package dev.millrace.serving.protocol.mlflow;

import dev.millrace.serving.protocol.RowReader;
import dev.millrace.serving.request.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code inputs} as columns: each name with its values, or of a single row with its value. */
final class ColumnLists {
  private ColumnLists() {}

  static List<?> rows(Map<?, ?> columns, int maxRows) throws Refusal {
    int rows = length(columns);
    RowReader.requireRows(rows, maxRows);
    List<Map<String, @Nullable Object>> table = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      table.add(row(columns, i));
    }
    return table;
  }

  private static int length(Map<?, ?> columns) throws Refusal {
    int length = -1;
    for (Map.Entry<?, ?> column : columns.entrySet()) {
      int size = column.getValue() instanceof List<?> values ? values.size() : 1;
      if (length >= 0 && size != length) {
        throw Refusal.body(
            "The columns of 'inputs' have different lengths: '%s' has %d values, those before it %d."
                .formatted(column.getKey(), size, length),
            "Send as many values of each column as there are rows, null where one is missing.");
      }
      length = size;
    }
    return Math.max(length, 0);
  }

  private static Map<String, @Nullable Object> row(Map<?, ?> columns, int index) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    columns.forEach(
        (name, values) ->
            row.put((String) name, values instanceof List<?> list ? list.get(index) : values));
    return row;
  }
}
