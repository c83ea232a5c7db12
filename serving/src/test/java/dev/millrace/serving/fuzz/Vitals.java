package dev.millrace.serving.fuzz;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** What a leak would show in. */
record Vitals(long heap, long direct, long netty, long descriptors, int threads) {
  static Vitals now() {
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
        ManagementFactory.getThreadMXBean().getThreadCount());
  }

  @Override
  public String toString() {
    return "heap %.1f MiB, direct %.1f MiB, netty %.1f MiB, %d descriptors, %d threads"
        .formatted(heap / 1048576.0, direct / 1048576.0, netty / 1048576.0, descriptors, threads);
  }
}
