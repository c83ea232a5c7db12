package dev.millrace.serving.server;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Memory of this process outside the heap. */
final class OffHeap {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final int KIB = 1024;

  private OffHeap() {}

  /**
   * Bytes by pool: {@code direct} and {@code mapped} of the JVM, {@code netty} of Netty's
   * allocator, and on Linux {@code resident}, which is all of the process, heap and ONNX Runtime
   * included.
   */
  static Map<String, Double> pools() {
    Map<String, Double> pools = new TreeMap<>();
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      if (pool.getName().equals("direct") || pool.getName().equals("mapped")) {
        pools.put(pool.getName(), (double) pool.getMemoryUsed());
      }
    }
    pools.put("netty", (double) PlatformDependent.usedDirectMemory());
    addResident(pools);
    return pools;
  }

  private static void addResident(Map<String, Double> pools) {
    try {
      if (Files.exists(STATUS)) {
        Files.readAllLines(STATUS).stream()
            .filter(line -> line.startsWith(RESIDENT))
            .map(line -> line.replaceAll("\\D", ""))
            .forEach(kib -> pools.put("resident", Double.parseDouble(kib) * KIB));
      }
    } catch (IOException e) {
      pools.remove("resident"); // another system, or no rights: then it is not said
    }
  }
}
