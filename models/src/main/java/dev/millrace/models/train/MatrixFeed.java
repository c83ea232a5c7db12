package dev.millrace.models.train;

import dev.millrace.contract.support.Seeds;
import java.util.SplittableRandom;

/** Mini-batches gathered by a fresh permutation for each epoch. Not thread-safe. */
final class MatrixFeed {
  private final Matrix matrix;
  private final Targets targets;
  private final int[] order;
  private int next;

  MatrixFeed(Matrix matrix, Targets targets) {
    this.matrix = matrix;
    this.targets = targets;
    this.order = new int[matrix.rows()];
  }

  /**
   * Begins an epoch: every row is given at most once until the next call. Starts from the same
   * order each time, so that an epoch depends on its own seed alone.
   */
  void startEpoch(Seeds seeds) {
    SplittableRandom random = seeds.random();
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    next = 0;
  }

  /** Fills the whole batch with the epoch's next rows. */
  void fill(Batch batch) {
    int width = matrix.width();
    for (int row = 0; row < batch.rows(); row++) {
      int from = order[next++];
      matrix.copy(from, batch.features(), row * width);
      targets.set(batch, row, matrix.label(from));
    }
  }
}
