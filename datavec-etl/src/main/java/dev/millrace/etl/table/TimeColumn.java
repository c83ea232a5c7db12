package dev.millrace.etl.table;

import dev.millrace.contract.feature.ColumnType;
import java.util.List;

/**
 * A column that says when. It is read as any column of its type; a {@code DATE} means its first
 * moment in the table's zone.
 *
 * @param column as in the source
 * @param type {@code DATE} or {@code TIMESTAMP}
 * @param formats tried in order, as {@link dev.millrace.contract.feature.TimeFormat} reads them;
 *     empty means ISO 8601
 */
public record TimeColumn(String column, ColumnType type, List<String> formats) {
  public TimeColumn {
    formats = List.copyOf(formats);
    if (type != ColumnType.DATE && type != ColumnType.TIMESTAMP) {
      throw new IllegalArgumentException("a time is a date or a timestamp, not " + type);
    }
  }
}
