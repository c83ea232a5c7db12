package dev.millrace.models.evaluate;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the values of one column over all rows in four bytes a row. */
final class CategoryCodes {
  private static final int FIRST_CAPACITY = 1024;

  private final Column column;
  private final int index;
  private final Map<String, Integer> codeOf = new HashMap<>();
  private final List<String> values = new ArrayList<>();
  private int[] codes = new int[FIRST_CAPACITY];
  private int rows;

  /**
   * @param index the column's position in the contract
   */
  CategoryCodes(Column column, int index) {
    this.column = column;
    this.index = index;
  }

  void add(ColumnBatch batch) {
    int until = rows + batch.rows();
    if (until > codes.length) {
      codes = Arrays.copyOf(codes, Math.max(until, codes.length * 2));
    }
    for (int row = 0; row < batch.rows(); row++) {
      String value = FeatureText.of(column, index, batch, row);
      codes[rows++] = codeOf.computeIfAbsent(value, this::newCode);
    }
  }

  String column() {
    return column.name();
  }

  /** The positions of the rows of each value; values in order of their first row. */
  Map<String, int[]> rowsByValue() {
    int[][] members = new int[values.size()][];
    int[] sizes = new int[values.size()];
    for (int row = 0; row < rows; row++) {
      sizes[codes[row]]++;
    }
    for (int code = 0; code < members.length; code++) {
      members[code] = new int[sizes[code]];
      sizes[code] = 0;
    }
    for (int row = 0; row < rows; row++) {
      members[codes[row]][sizes[codes[row]]++] = row;
    }
    Map<String, int[]> byValue = new LinkedHashMap<>();
    for (int code = 0; code < members.length; code++) {
      byValue.put(values.get(code), members[code]);
    }
    return byValue;
  }

  private int newCode(String value) {
    values.add(value);
    return values.size() - 1;
  }
}
