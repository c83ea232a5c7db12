package dev.millrace.serving.fuzz;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What a leak would show in.
 *
 * @param threads of the server; the process has more of them, of tests before
 */
record Vitals(long heap, long direct, long netty, long descriptors, long threads) {
  private static final List<String> OF_A_SERVER = List.of("vert.x-", "score-", "millrace-");
  private static final int MOST_LOOKS = 50;
  private static final long PAUSE_MILLIS = 200;
  private static final long NOISE = 64 * 1024;

  /** When collections free no more, and nothing is closed any more. */
  static Vitals settled() throws InterruptedException {
    Vitals before = now();
    for (int i = 0; i < MOST_LOOKS; i++) {
      Thread.sleep(PAUSE_MILLIS);
      Vitals after = now();
      if (!after.isLessThan(before)) {
        return after;
      }
      before = after;
    }
    return before;
  }

  private boolean isLessThan(Vitals other) {
    return heap + NOISE < other.heap
        || direct + NOISE < other.direct
        || descriptors < other.descriptors
        || threads < other.threads;
  }

  private static Vitals now() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    long descriptors =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : 0;
    return new Vitals(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        direct,
        PlatformDependent.usedDirectMemory(),
        descriptors,
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> OF_A_SERVER.stream().anyMatch(thread.getName()::startsWith))
            .count());
  }

  @Override
  public String toString() {
    return "heap %.1f MiB, direct %.1f MiB, netty %.1f MiB, %d descriptors, %d threads"
        .formatted(heap / 1048576.0, direct / 1048576.0, netty / 1048576.0, descriptors, threads);
  }
}
