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
   * One file, or the rows of a database.
   *
   * @param path absolute; of a database its URL without secrets and the table
   * @param bytes of the file; 0 for a database
   * @param sha256 of the file's bytes; of a database over its columns and either all rows or, with
   *     a watermark, their number and the greatest watermark
   */
  public record Part(String path, long bytes, String sha256) {}
}
