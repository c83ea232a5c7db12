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

/** Looks at the files behind a source without understanding them. */
public final class Fingerprints {
  private Fingerprints() {}

  /**
   * Finds the files of a source and hashes every byte of them.
   *
   * @throws dev.millrace.contract.error.MillraceException {@code SOURCE_NOT_FOUND} with the nearest
   *     names, {@code SOURCE_EMPTY} for a file of 0 bytes, {@code FILE_ACCESS} without permission
   */
  public static Fingerprint of(SourceSpec spec, Progress progress) {
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
