package dev.millrace.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The kept package of format 1; its generator is {@code GoldenPackageTest} in {@code models/}. */
final class GoldenPackage {
  private GoldenPackage() {}

  static Path folder() {
    try {
      return Path.of(
          Objects.requireNonNull(GoldenPackage.class.getResource("/packages/format-1")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A copy that a test may damage. */
  static Path copyTo(Path destination) throws IOException {
    Files.createDirectories(destination);
    for (String name : names()) {
      Files.copy(folder().resolve(name), destination.resolve(name));
    }
    return destination;
  }

  static List<String> names() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
