package dev.millrace.pipeline.track;

import dev.millrace.contract.support.Progress;
import java.util.concurrent.atomic.LongAdder;

/** Passes progress on and counts the rows that go by. Thread-safe. */
public final class CountedProgress implements Progress {
  private static final double NANOS = 1e9;

  private final Progress shown;
  private final LongAdder rows = new LongAdder();
  private long seen;
  private long seenNanos = System.nanoTime();

  public CountedProgress(Progress shown) {
    this.shown = shown;
  }

  @Override
  public Task start(String name, long total, String unit) {
    Task task = shown.start(name, total, unit);
    return unit.equals("rows") ? new Counted(task) : task;
  }

  /** Rows per second since this was asked last. */
  synchronized double rowsPerSecond() {
    long now = System.nanoTime();
    long all = rows.sum();
    double rate = (all - seen) * NANOS / Math.max(1, now - seenNanos);
    seen = all;
    seenNanos = now;
    return rate;
  }

  private final class Counted implements Task {
    private final Task task;

    Counted(Task task) {
      this.task = task;
    }

    @Override
    public void advance(long units) {
      rows.add(units);
      task.advance(units);
    }

    @Override
    public void note(String remark) {
      task.note(remark);
    }

    @Override
    public void close() {
      task.close();
    }
  }
}
