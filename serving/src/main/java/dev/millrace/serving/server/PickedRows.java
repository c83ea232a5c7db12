package dev.millrace.serving.server;

import dev.millrace.contract.feature.ColumnBatch;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Some rows of a batch, in its order; a view. */
final class PickedRows implements ColumnBatch {
  private final ColumnBatch all;
  private final int[] picked;

  PickedRows(ColumnBatch all, IntPredicate isPicked) {
    this.all = all;
    this.picked = IntStream.range(0, all.rows()).filter(isPicked).toArray();
  }

  @Override
  public int rows() {
    return picked.length;
  }

  @Override
  public double number(int column, int row) {
    return all.number(column, picked[row]);
  }

  @Override
  public @Nullable String text(int column, int row) {
    return all.text(column, picked[row]);
  }
}
