package dev.millrace.pipeline.demo;

import java.util.Locale;

/** Parquet files of which each holds a block of customers. */
final class Parts {
  static final String FORMAT = " (FORMAT parquet, COMPRESSION zstd)";

  private Parts() {}

  static String file(int part) {
    return String.format(Locale.ROOT, "part-%04d.parquet", part);
  }
}
