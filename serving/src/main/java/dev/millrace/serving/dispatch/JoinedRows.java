package dev.millrace.serving.dispatch;

import dev.millrace.contract.feature.ColumnBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of several requests, one after the other; a view. */
final class JoinedRows implements ColumnBatch {
  private final ColumnBatch[] parts;
  private final int[] partOf;
  private final int[] rowOf;

  JoinedRows(List<ColumnBatch> parts) {
    this.parts = parts.toArray(ColumnBatch[]::new);
    int rows = parts.stream().mapToInt(ColumnBatch::rows).sum();
    partOf = new int[rows];
    rowOf = new int[rows];
    int at = 0;
    for (int part = 0; part < this.parts.length; part++) {
      for (int row = 0; row < this.parts[part].rows(); row++) {
        partOf[at] = part;
        rowOf[at++] = row;
      }
    }
  }

  @Override
  public int rows() {
    return partOf.length;
  }

  @Override
  public double number(int column, int row) {
    return parts[partOf[row]].number(column, rowOf[row]);
  }

  @Override
  public @Nullable String text(int column, int row) {
    return parts[partOf[row]].text(column, rowOf[row]);
  }
}
