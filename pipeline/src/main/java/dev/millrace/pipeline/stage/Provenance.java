package dev.millrace.pipeline.stage;

import dev.millrace.etl.source.Fingerprint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a model comes from: enough to make it again.
 *
 * @param created ISO 8601, UTC
 * @param recipeDigest SHA-256 of the resolved recipe
 * @param versions of Millrace and the libraries that compute
 * @param backend {@code cpu} or {@code cuda}; null where the run ended before it was needed
 * @param device what computed, for people; null as above
 * @param threads of one tensor operation
 * @param gitCommit of the folder the recipe lies in; null where it is in no repository
 */
record Provenance(
    String run,
    String recipe,
    String created,
    long seed,
    String recipeDigest,
    List<SourceRows> sources,
    Map<String, Long> rows,
    Map<String, String> versions,
    String os,
    String architecture,
    @Nullable String backend,
    @Nullable String device,
    int threads,
    @Nullable String gitCommit) {
  static final String FILE = "provenance.json";

  /** A source and how many rows it gave. */
  record SourceRows(long rows, Fingerprint fingerprint) {}
}
