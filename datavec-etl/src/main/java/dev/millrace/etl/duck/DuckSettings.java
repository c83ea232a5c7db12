package dev.millrace.etl.duck;

import java.util.Locale;

/**
 * What a DuckDB instance may use.
 *
 * @param memoryLimit with its unit, for example {@code 512MB}; beyond it DuckDB spills to disk
 * @param threads of a query, at least 1; results never depend on it
 */
public record DuckSettings(String memoryLimit, int threads) {
  public DuckSettings {
    if (!memoryLimit.matches("\\d+(\\.\\d+)?\\s*([KMGT]i?B|[kmgt]i?b)")) {
      throw new IllegalArgumentException(
          "expected a memory limit such as 512MB, but it is '" + memoryLimit + "'");
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
  }

  /** The memory limit in bytes; a K is 1000 and a Ki is 1024. */
  public long memoryBytes() {
    String unit = memoryLimit.replaceAll("[\\d.\\s]", "").toUpperCase(Locale.ROOT);
    double number = Double.parseDouble(memoryLimit.replaceAll("[^\\d.]", ""));
    double step = unit.contains("I") ? 1024 : 1000;
    return (long) (number * Math.pow(step, "KMGT".indexOf(unit.charAt(0)) + 1.0));
  }

  /** 512 MB and every core. */
  public static DuckSettings standard() {
    return new DuckSettings("512MB", Runtime.getRuntime().availableProcessors());
  }
}
