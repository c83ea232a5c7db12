package dev.millrace.scoring;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Buffers for scoring blocks of rows, as many as calls were ever running at once. Thread-safe; a
 * lane belongs to one thread until it is closed, which gives it back.
 */
final class LanePool implements AutoCloseable {
  private final Supplier<OnnxScorer> scorers;
  private final int width;
  private final int rows;
  private final Queue<Lane> idle = new ConcurrentLinkedQueue<>();

  /**
   * @param scorers makes one for each lane
   * @param width of a row
   */
  LanePool(Supplier<OnnxScorer> scorers, int width, int rows) {
    this.scorers = scorers;
    this.width = width;
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
    final float[] features = new float[rows * width];
    final float[] probabilities = new float[rows];
    final OnnxScorer scorer = scorers.get();

    @Override
    public void close() {
      idle.add(this);
    }
  }
}
