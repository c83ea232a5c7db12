package dev.millrace.pipeline.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** The versions that Millrace was built with, as the build wrote them down. */
final class LibraryVersions {
  private static final List<String> NAMES =
      List.of("millrace", "deeplearning4j", "duckdb", "onnxruntime");

  private LibraryVersions() {}

  /** By name, Millrace's own first, Java's last. */
  static Map<String, String> all() {
    Properties written = new Properties();
    try (InputStream in =
        Objects.requireNonNull(LibraryVersions.class.getResourceAsStream("versions.properties"))) {
      written.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> versions = new LinkedHashMap<>();
    NAMES.forEach(name -> versions.put(name, written.getProperty(name)));
    versions.put("java", System.getProperty("java.version"));
    return versions;
  }
}
