package dev.millrace.scoring;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Clean values by column name as a batch: numbers for numeric columns, texts for categories, absent
 * where missing. Values are not checked or standardised again.
 */
public final class CleanRows implements ColumnBatch {
  private final List<Column> columns;
  private final List<Map<String, Object>> rows;

  public CleanRows(FeatureContract contract, List<Map<String, Object>> rows) {
    this.columns = contract.columns();
    this.rows = List.copyOf(rows);
  }

  @Override
  public int rows() {
    return rows.size();
  }

  @Override
  public double number(int column, int row) {
    Object value = value(column, row);
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }

  @Override
  public @Nullable String text(int column, int row) {
    return (String) value(column, row);
  }

  private @Nullable Object value(int column, int row) {
    return rows.get(row).get(columns.get(column).name());
  }
}
