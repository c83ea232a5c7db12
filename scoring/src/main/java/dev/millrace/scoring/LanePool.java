package dev.millrace.scoring;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Buffers for scoring blocks of rows, as many as calls were ever running at once. Thread-safe; a
 * lane belongs to one thread until it is closed, which gives it back.
 */
final class LanePool implements AutoCloseable {
  private final OnnxModel model;
  private final int rows;
  private final Queue<Lane> idle = new ConcurrentLinkedQueue<>();

  LanePool(OnnxModel model, int rows) {
    this.model = model;
    this.rows = rows;
  }

  /** Most rows of a block. */
  int rows() {
    return rows;
  }

  Lane borrow() {
    Lane lane = idle.poll();
    return lane == null ? new Lane() : lane;
  }

  @Override
  public void close() {
    for (Lane lane = idle.poll(); lane != null; lane = idle.poll()) {
      lane.scorer.close();
    }
  }

  /** One thread's buffers: features {@code [rows, width]} and the network's probabilities. */
  final class Lane implements AutoCloseable {
    final float[] features = new float[rows * model.width()];
    final float[] probabilities = new float[rows];
    final OnnxScorer scorer = model.scorer();

    @Override
    public void close() {
      idle.add(this);
    }
  }
}
