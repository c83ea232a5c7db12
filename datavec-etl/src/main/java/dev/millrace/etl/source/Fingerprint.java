package dev.millrace.etl.source;

import java.util.List;

/**
 * What a source held when it was read: two equal fingerprints mean equal data.
 *
 * @param sha256 over the specification and all parts
 */
public record Fingerprint(String source, String sha256, List<Part> parts) {
  public Fingerprint {
    parts = List.copyOf(parts);
  }

  /**
   * One file.
   *
   * @param path absolute
   * @param sha256 of its bytes
   */
  public record Part(String path, long bytes, String sha256) {}
}
