package dev.millrace.contract.feature;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gathers clean values into a batch, row by row: {@code addRow()}, then {@code set} for the columns
 * that have a value. Grows as needed. Not thread-safe.
 */
public final class BatchBuilder {
  private static final int FIRST_CAPACITY = 16;

  private final FeatureContract contract;
  private final double[][] numbers;
  private final @Nullable String[][] texts;
  private int rows;
  private int capacity = FIRST_CAPACITY;

  public BatchBuilder(FeatureContract contract) {
    this.contract = contract;
    int columns = contract.columns().size();
    numbers = new double[columns][];
    texts = new String[columns][];
    for (int i = 0; i < columns; i++) {
      boolean numeric = contract.columns().get(i).isNumeric();
      numbers[i] = new double[numeric ? capacity : 0];
      texts[i] = new String[numeric ? 0 : capacity];
    }
  }

  /** Begins a row in which everything is missing. */
  public BatchBuilder addRow() {
    if (rows == capacity) {
      grow();
    }
    for (double[] column : numbers) {
      if (column.length > 0) {
        column[rows] = Double.NaN;
      }
    }
    rows++;
    return this;
  }

  /** Sets a number of the last row; NaN for missing. */
  public BatchBuilder set(int column, double value) {
    check(column, true);
    numbers[column][rows - 1] = value;
    return this;
  }

  /** Sets a category of the last row; null for missing. */
  public BatchBuilder set(int column, @Nullable String value) {
    check(column, false);
    texts[column][rows - 1] = value;
    return this;
  }

  /** The rows so far, copied: later rows do not change it. */
  public ColumnBatch build() {
    double[][] builtNumbers = new double[numbers.length][];
    @Nullable String[][] builtTexts = new String[texts.length][];
    for (int i = 0; i < numbers.length; i++) {
      builtNumbers[i] = Arrays.copyOf(numbers[i], Math.min(rows, numbers[i].length));
      builtTexts[i] = Arrays.copyOf(texts[i], Math.min(rows, texts[i].length));
    }
    return new ArrayBatch(rows, builtNumbers, builtTexts);
  }

  private void grow() {
    capacity *= 2;
    for (int i = 0; i < numbers.length; i++) {
      if (contract.columns().get(i).isNumeric()) {
        numbers[i] = Arrays.copyOf(numbers[i], capacity);
      } else {
        texts[i] = Arrays.copyOf(texts[i], capacity);
      }
    }
  }

  private void check(int column, boolean numeric) {
    Column declared = contract.columns().get(column);
    if (declared.isNumeric() != numeric) {
      throw new IllegalArgumentException(
          "column '" + declared.name() + "' is of type " + declared.type());
    }
  }

  private record ArrayBatch(int rows, double[][] numbers, @Nullable String[][] texts)
      implements ColumnBatch {
    @Override
    public double number(int column, int row) {
      return numbers[column][row];
    }

    @Override
    public @Nullable String text(int column, int row) {
      return texts[column][row];
    }
  }
}
