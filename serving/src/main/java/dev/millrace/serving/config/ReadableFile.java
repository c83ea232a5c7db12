package dev.millrace.serving.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Files that are read at the start; pipes and devices do as well. */
final class ReadableFile {
  private ReadableFile() {}

  /** What keeps it from being read, said of the file: {@code does not exist}. */
  static Optional<String> fault(Path file) {
    if (Files.notExists(file)) {
      return Optional.of("does not exist");
    }
    if (Files.isDirectory(file)) {
      return Optional.of("is a folder");
    }
    return Files.isReadable(file) ? Optional.empty() : Optional.of("may not be read by this user");
  }
}
