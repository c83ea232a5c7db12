package dev.millrace.etl.duck;

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

  /** 512 MB and every core. */
  public static DuckSettings standard() {
    return new DuckSettings("512MB", Runtime.getRuntime().availableProcessors());
  }
}
