package dev.millrace.pipeline.stage;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a stage left behind, beside its files as {@code stage.json}.
 *
 * @param parts as in {@link StageKey}
 * @param files SHA-256 of each file by its path below the folder
 * @param created or last used, in milliseconds since 1970
 */
record StageRecord(
    StageName stage,
    String digest,
    Map<String, String> parts,
    Map<String, String> files,
    double seconds,
    long created) {
  static final String FILE = "stage.json";

  StageRecord {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(digest, "digest");
    parts = new TreeMap<>(parts);
    files = new TreeMap<>(files);
  }

  StageRecord usedAt(long millis) {
    return new StageRecord(stage, digest, parts, files, seconds, millis);
  }
}
