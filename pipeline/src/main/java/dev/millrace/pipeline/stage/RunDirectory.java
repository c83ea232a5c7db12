package dev.millrace.pipeline.stage;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder of one run, {@code runs/<recipe>/<run id>}. It is filled under a hidden name and
 * appears whole by a rename; run ids sort by time.
 */
final class RunDirectory {
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final int SUFFIX = 4;

  private final String id;
  private final Path destination;
  private final Path partial;

  private RunDirectory(String id, Path destination) {
    this.id = id;
    this.destination = destination;
    this.partial = AtomicFiles.temporaryFor(destination);
  }

  /** Begins a run; {@code runs} is the folder of the recipe's runs. */
  static RunDirectory begin(Path runs, Instant now) {
    String suffix = UUID.randomUUID().toString().substring(0, SUFFIX);
    String id = ID.format(now) + "-" + suffix;
    RunDirectory directory = new RunDirectory(id, runs.resolve(id));
    try {
      Files.createDirectories(directory.partial);
    } catch (IOException e) {
      throw Io.fault(directory.destination, e);
    }
    return directory;
  }

  String id() {
    return id;
  }

  /** Where the run's files are written until it is finished. */
  Path partial() {
    return partial;
  }

  /** Where they appear by a rename when it is finished. */
  Path destination() {
    return destination;
  }

  /** Forgets a run that came to nothing; does nothing after the rename. */
  void abandon() {
    AtomicFiles.deleteTree(partial);
  }

  /** The finished runs of a recipe that hold a file of that name, newest first. */
  static List<Path> with(Path runs, String file) {
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(runs)) {
      return children
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .filter(path -> Files.isRegularFile(path.resolve(file)))
          .sorted(Comparator.comparing((Path path) -> path.getFileName().toString()).reversed())
          .toList();
    } catch (IOException e) {
      throw Io.fault(runs, e);
    }
  }
}
