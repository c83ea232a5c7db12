package dev.millrace.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The processor's vector instructions, as far as the operating system tells. */
public final class Simd {
  private static final List<String> KNOWN =
      List.of("avx512f", "avx2", "fma", "avx", "sse4_2", "asimd", "sve");
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private Simd() {}

  /** For example {@code avx512f avx2 fma}, or {@code vector instructions unknown}. */
  public static String describe() {
    if (!Files.isReadable(CPUINFO)) {
      return "vector instructions unknown";
    }
    try {
      return describe(Files.readString(CPUINFO));
    } catch (IOException e) {
      return "vector instructions unknown (" + e.getMessage() + ")";
    }
  }

  private static Set<String> words(String text) {
    return new HashSet<>(List.of(text.strip().split("\\s+")));
  }

  static String describe(String cpuinfo) {
    Set<String> flags =
        cpuinfo
            .lines()
            .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
            .findFirst()
            .map(line -> words(line.substring(line.indexOf(':') + 1)))
            .orElse(Set.of());
    List<String> found = KNOWN.stream().filter(flags::contains).toList();
    return found.isEmpty() ? "vector instructions unknown" : String.join(" ", found);
  }
}
