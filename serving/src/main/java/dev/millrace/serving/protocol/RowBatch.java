package dev.millrace.serving.protocol;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in arrays that are used again for the next request. */
final class RowBatch implements ColumnBatch {
  private static final int FIRST_CAPACITY = 16;
  private static final int KEPT_VALUES = 8192;

  private final List<Column> columns;
  private final double[][] numbers;
  private final @Nullable String[][] texts;
  private @Nullable String[] keys = {};
  private int capacity;
  private int rows;

  RowBatch(FeatureContract contract) {
    this.columns = contract.columns();
    this.numbers = new double[columns.size()][];
    this.texts = new String[columns.size()][];
    allocate(FIRST_CAPACITY);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public double number(int column, int row) {
    return numbers[column][row];
  }

  @Override
  public @Nullable String text(int column, int row) {
    return texts[column][row];
  }

  @Nullable String key(int row) {
    return keys[row];
  }

  void clear() {
    rows = 0;
  }

  /** Lets go of keys and texts, and of many rows. */
  void rest() {
    if (capacity > FIRST_CAPACITY && (long) capacity * columns.size() > KEPT_VALUES) {
      allocate(FIRST_CAPACITY);
    } else {
      Arrays.fill(keys, 0, rows, null);
      for (@Nullable String[] ofColumn : texts) {
        Arrays.fill(ofColumn, 0, Math.min(rows, ofColumn.length), null);
      }
    }
    rows = 0;
  }

  /** Begins a row; what is not set in it is still what it was in an earlier request. */
  void addRow() {
    if (rows == capacity) {
      grow();
    }
    keys[rows++] = null;
  }

  void set(int column, double value) {
    numbers[column][rows - 1] = value;
  }

  void set(int column, @Nullable String value) {
    texts[column][rows - 1] = value;
  }

  void setMissing(int column) {
    if (columns.get(column).isNumeric()) {
      set(column, Double.NaN);
    } else {
      set(column, null);
    }
  }

  void setKey(@Nullable String key) {
    keys[rows - 1] = key;
  }

  private void allocate(int size) {
    capacity = size;
    keys = new String[size];
    for (int i = 0; i < numbers.length; i++) {
      boolean numeric = columns.get(i).isNumeric();
      numbers[i] = new double[numeric ? size : 0];
      texts[i] = new String[numeric ? 0 : size];
    }
  }

  private void grow() {
    capacity *= 2;
    keys = Arrays.copyOf(keys, capacity);
    for (int i = 0; i < numbers.length; i++) {
      if (columns.get(i).isNumeric()) {
        numbers[i] = Arrays.copyOf(numbers[i], capacity);
      } else {
        texts[i] = Arrays.copyOf(texts[i], capacity);
      }
    }
  }
}
