package dev.millrace.etl.source;

import dev.millrace.contract.support.Hashes;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import dev.millrace.contract.support.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at the files or rows behind a source without understanding them. */
public final class Fingerprints {
  private Fingerprints() {}

  /**
   * Finds the files of a source and hashes every byte of them. Of a database it hashes every row,
   * or, where a watermark is declared, the number of rows and the greatest watermark, which is
   * quick.
   *
   * @throws dev.millrace.contract.error.MillraceException {@code SOURCE_NOT_FOUND} with the nearest
   *     names, {@code SOURCE_EMPTY} for a file of 0 bytes, {@code FILE_ACCESS} without permission;
   *     for a database what {@link dev.millrace.etl.jdbc.Database#open} says, and {@code
   *     COLUMN_NOT_FOUND}
   */
  public static Fingerprint of(SourceSpec spec, Progress progress) {
    if (spec instanceof SourceSpec.Jdbc jdbc) {
      return JdbcFingerprint.of(jdbc, progress);
    }
    List<Path> files = SourceFiles.expand(spec.name(), spec.paths());
    List<Fingerprint.Part> parts = new ArrayList<>();
    long total = files.stream().mapToLong(Fingerprints::size).sum();
    try (Progress.Task task = progress.start("fingerprint " + spec.name(), total, "bytes")) {
      for (Path file : files) {
        long bytes = size(file);
        parts.add(new Fingerprint.Part(file.toString(), bytes, Hashes.sha256(file)));
        task.advance(bytes);
      }
    }
    return of(spec, parts);
  }

  /** The fingerprint of a source that has those parts. */
  static Fingerprint of(SourceSpec spec, List<Fingerprint.Part> parts) {
    StringBuilder everything = new StringBuilder(Json.line(spec));
    for (Fingerprint.Part part : parts) {
      everything.append('\n').append(part.path()).append('\n').append(part.sha256());
    }
    return new Fingerprint(spec.name(), Hashes.sha256(everything.toString()), parts);
  }

  static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }
}
