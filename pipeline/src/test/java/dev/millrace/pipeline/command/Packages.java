package dev.millrace.pipeline.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A model package for tests: the released one that scoring keeps as a golden file. */
public final class Packages {
  private Packages() {}

  /** Copies it into a folder. */
  public static Path copyTo(Path folder) {
    Path original =
        Path.of(
            System.getProperty("millrace.root"), "scoring/src/test/resources/packages/format-1");
    Path copy = folder.resolve("model");
    try (Stream<Path> files = Files.list(original)) {
      List<Path> all = files.toList();
      Files.createDirectories(copy);
      for (Path file : all) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
