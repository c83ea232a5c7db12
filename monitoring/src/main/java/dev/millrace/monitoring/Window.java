package dev.millrace.monitoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The last 24 hours of counts that only grow: what they are now less what they were at the oldest
 * mark that is no older than that. Marks are set hour by hour. Thread-safe, without locks; holds at
 * most 25 marks.
 */
final class Window {
  private static final long HOUR = Duration.ofHours(1).toNanos();
  private static final int HOURS = 24;

  private final Supplier<long[]> sums;
  private final AtomicReference<Marks> marks;

  /**
   * @param now by a clock that never goes back and may begin anywhere, even overflow
   * @param sums the counts of now
   */
  Window(long now, Supplier<long[]> sums) {
    this.sums = sums;
    this.marks = new AtomicReference<>(Marks.first(now, sums.get()));
  }

  /** Sets the marks that are due; before anything of now is counted. */
  void advance(long now) {
    Marks before = current();
    if (now - before.last() >= HOUR) {
      marks.compareAndSet(before, before.until(now, sums.get())); // or another thread did
    }
  }

  void reset(long now) {
    marks.set(Marks.first(now, sums.get()));
  }

  Content content(long now) {
    Mark start = current().all().get(0);
    long[] counts = sums.get();
    for (int i = 0; i < counts.length; i++) {
      counts[i] -= start.sums()[i];
    }
    return new Content(Math.max(0, now - start.nanos()), counts);
  }

  private Marks current() {
    return Objects.requireNonNull(marks.get());
  }

  /**
   * @param nanos how long the window is
   */
  record Content(long nanos, long[] counts) {}

  private record Mark(long nanos, long[] sums) {}

  /**
   * @param all the oldest first, an hour apart
   */
  private record Marks(List<Mark> all) {
    static Marks first(long now, long[] sums) {
      return new Marks(List.of(new Mark(now, sums)));
    }

    long last() {
      return all.get(all.size() - 1).nanos();
    }

    /** Hours that passed without a row end with the same sums as the one before. */
    Marks until(long now, long[] sums) {
      List<Mark> marks = new ArrayList<>(all);
      long due = (now - last()) / HOUR;
      for (long hour = Math.max(1, due - HOURS); hour <= due; hour++) {
        marks.add(new Mark(last() + hour * HOUR, sums));
      }
      marks.removeIf(mark -> now - mark.nanos() > HOURS * HOUR);
      return new Marks(List.copyOf(marks));
    }
  }
}
