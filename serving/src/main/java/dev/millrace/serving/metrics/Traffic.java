package dev.millrace.serving.metrics;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * What the last two minutes looked like, second by second, for people who watch. Counts are those
 * of predict requests. Thread-safe; recording never blocks.
 */
public final class Traffic {
  private static final int SECONDS = 120;
  private static final long LONGEST_MICROS = 60_000_000;

  private final Recorder latency = new Recorder(LONGEST_MICROS, 2);
  private final LongAdder rows = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder shed = new LongAdder();
  private final Deque<Second> seconds = new ArrayDeque<>();
  private @Nullable Histogram spare;
  private volatile @Nullable Instant lastAnswer;
  private long lastNanos = System.nanoTime();

  /**
   * A second that is over.
   *
   * @param atMillis when it was over, since 1970
   * @param requests answered, per second; so are the others
   * @param p50 of the latencies in milliseconds; 0 where there were no requests
   */
  public record Second(
      long atMillis,
      double requests,
      double rows,
      double errors,
      double shed,
      double p50,
      double p99,
      double p999) {}

  /** A request was answered. */
  public void answered(long nanos, int answeredRows) {
    latency.recordValue(Math.min(LONGEST_MICROS, Math.max(0, nanos / 1000)));
    rows.add(answeredRows);
  }

  /** When a request was answered last, to the second; null where none was. */
  public @Nullable Instant lastAnswer() {
    return lastAnswer;
  }

  /** A request was refused because of what it said, or failed. */
  public void refused() {
    errors.increment();
  }

  /** A request was refused to stay alive. */
  public void shed() {
    shed.increment();
  }

  /** Ends a second; to be called once in about a second. */
  public synchronized void tick(long nowMillis) {
    long now = System.nanoTime();
    double passed = Math.max(1e-3, (now - lastNanos) / 1e9);
    lastNanos = now;
    Histogram interval = latency.getIntervalHistogram(spare);
    spare = interval;
    if (interval.getTotalCount() > 0) {
      lastAnswer = Instant.ofEpochMilli(nowMillis);
    }
    if (seconds.size() == SECONDS) {
      seconds.removeFirst();
    }
    seconds.addLast(
        new Second(
            nowMillis,
            interval.getTotalCount() / passed,
            rows.sumThenReset() / passed,
            errors.sumThenReset() / passed,
            shed.sumThenReset() / passed,
            millis(interval, 50),
            millis(interval, 99),
            millis(interval, 99.9)));
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getTotalCount() == 0 ? 0 : histogram.getValueAtPercentile(percentile) / 1000.0;
  }

  /** The last two minutes, oldest first. */
  public synchronized List<Second> history() {
    return new ArrayList<>(seconds);
  }
}
