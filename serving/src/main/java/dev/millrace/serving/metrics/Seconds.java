package dev.millrace.serving.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * A histogram of seconds. Micrometer's own summary rounds what it puts into buckets up to a whole
 * number, so that a millisecond would count as a second; its timer counts nanoseconds.
 */
record Seconds(Timer timer) implements DistributionSummary {
  private static final double NANOS = 1e9;

  static Duration[] durations(double[] seconds) {
    return Arrays.stream(seconds)
        .mapToObj(bound -> Duration.ofNanos(Math.round(bound * NANOS)))
        .toArray(Duration[]::new);
  }

  @Override
  public void record(double seconds) {
    timer.record(Math.round(seconds * NANOS), TimeUnit.NANOSECONDS);
  }

  @Override
  public long count() {
    return timer.count();
  }

  @Override
  public double totalAmount() {
    return timer.totalTime(TimeUnit.SECONDS);
  }

  @Override
  public double max() {
    return timer.max(TimeUnit.SECONDS);
  }

  @Override
  public HistogramSnapshot takeSnapshot() {
    return timer.takeSnapshot();
  }

  @Override
  public Id getId() {
    return timer.getId();
  }
}
