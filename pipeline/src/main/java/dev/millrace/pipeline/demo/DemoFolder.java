package dev.millrace.pipeline.demo;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import dev.millrace.pipeline.file.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the company goes, and the files that come with every company. */
final class DemoFolder {
  /** Packed from {@code examples/churn}. */
  private static final List<String> TEXTS = List.of("recipe.yaml", "README.md");

  private final Path folder;

  private DemoFolder(Path folder) {
    this.folder = folder;
  }

  /** Refuses a file, and a folder that holds something unless that is forced. */
  static DemoFolder check(Path folder, boolean force) {
    Path absolute = folder.toAbsolutePath().normalize();
    if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "Expected a folder for the company, but " + folder + " is a file.",
          "Give the name of a new folder.");
    }
    List<Path> held = held(absolute);
    if (!held.isEmpty() && !force) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "Expected a new or empty folder for the company, but %s holds %s."
              .formatted(folder, held.get(0).getFileName()),
          "Give another folder, or --force to replace files of the company's names in this one.");
    }
    return new DemoFolder(absolute);
  }

  Path path() {
    return folder;
  }

  /** Writes the recipe and its explanation. */
  static void addTexts(Path company) throws IOException {
    for (String name : TEXTS) {
      try (InputStream text = DemoFolder.class.getResourceAsStream(name)) {
        if (text == null) {
          throw new IllegalStateException("this build of Millrace lacks the example's " + name);
        }
        Files.copy(text, company.resolve(name));
      }
    }
  }

  /** Moves a finished company to its place: in one step where there is none, else part by part. */
  void install(Path company, Scratch scratch) throws IOException {
    if (held(folder).isEmpty()) {
      Files.deleteIfExists(folder);
      AtomicFiles.move(company, folder);
      return;
    }
    Path old = Files.createDirectories(scratch.resolve("old"));
    for (Path part : held(company)) {
      Path place = folder.resolve(part.getFileName());
      if (Files.exists(place)) {
        AtomicFiles.move(place, old.resolve(part.getFileName()));
      }
      AtomicFiles.move(part, place);
    }
  }

  private static List<Path> held(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw Io.fault(folder, e);
    }
  }
}
