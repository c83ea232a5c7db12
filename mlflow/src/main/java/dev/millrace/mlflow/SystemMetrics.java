package dev.millrace.mlflow;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs now and then how the process does, under the names that MLflow's pages show as system
 * metrics ({@code system/…}); the step counts the samples. Closing it takes a last sample.
 */
public final class SystemMetrics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemMetrics.class);
  private static final double MEGABYTE = 1 << 20;

  private final TrackedRun run;
  private final Map<String, DoubleSupplier> others;
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "millrace-system-metrics");
            thread.setDaemon(true);
            return thread;
          });

  private long step;
  private long collectedMillis = collectionMillis();
  private long sampledNanos = System.nanoTime();

  private SystemMetrics(TrackedRun run, Map<String, DoubleSupplier> others) {
    this.run = run;
    this.others = Map.copyOf(others);
  }

  /**
   * Starts sampling.
   *
   * @param others further values by name without the prefix, for example {@code rows_per_second}
   */
  public static SystemMetrics start(
      TrackedRun run, Duration period, Map<String, DoubleSupplier> others) {
    SystemMetrics metrics = new SystemMetrics(run, others);
    metrics.begin(period);
    return metrics;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a sample says itself what went wrong
  private void begin(Duration period) {
    clock.scheduleWithFixedDelay(
        this::sampleQuietly, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sampleQuietly() {
    try {
      sample();
    } catch (RuntimeException e) {
      LOG.warn("system metrics: {}", e.getMessage());
    }
  }

  private synchronized void sample() {
    long now = System.nanoTime();
    long collected = collectionMillis();
    double seconds = (now - sampledNanos) / 1e9;
    Map<String, Double> values = new LinkedHashMap<>();
    put(values, "cpu_utilization_percentage", system.getProcessCpuLoad() * 100);
    Runtime runtime = Runtime.getRuntime();
    put(values, "heap_megabytes", (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE);
    put(values, "off_heap_megabytes", offHeapBytes() / MEGABYTE);
    if (seconds > 0) {
      put(values, "gc_time_percentage", (collected - collectedMillis) / (seconds * 10));
    }
    others.forEach((name, value) -> put(values, name, value.getAsDouble()));
    run.metrics(values, step++);
    sampledNanos = now;
    collectedMillis = collected;
  }

  private static void put(Map<String, Double> values, String name, double value) {
    if (Double.isFinite(value) && value >= 0) { // the first loads of a process are unknown
      values.put("system/" + name, value);
    }
  }

  private static long collectionMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .filter(millis -> millis > 0)
        .sum();
  }

  private static double offHeapBytes() {
    double buffers =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return buffers + ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed();
  }

  @Override
  public void close() {
    clock.shutdown(); // an interrupt while it writes would close the journal
    sampleQuietly();
  }
}
