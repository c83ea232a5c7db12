package dev.millrace.models.train;

import dev.millrace.contract.support.Seeds;
import java.util.SplittableRandom;

/** Mini-batches gathered from rows in memory by a fresh permutation for each epoch. */
final class MatrixFeed implements BatchFeed {
  private final Matrix matrix;
  private final Targets targets;
  private final int[] order;
  private int next;

  MatrixFeed(Matrix matrix, Targets targets) {
    this.matrix = matrix;
    this.targets = targets;
    this.order = new int[matrix.rows()];
  }

  /** Starts from the same order each time, so that an epoch depends on its own seed alone. */
  @Override
  public void startEpoch(Seeds seeds) {
    SplittableRandom random = seeds.random();
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    next = 0;
  }

  @Override
  public void fill(Batch batch) {
    int width = matrix.width();
    for (int row = 0; row < batch.rows(); row++) {
      int from = order[next++];
      System.arraycopy(matrix.features(), from * width, batch.features(), row * width, width);
      targets.set(batch, row, matrix.labels()[from]);
    }
  }

  @Override
  public void close() {}
}
