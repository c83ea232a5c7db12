package dev.millrace.mlflow;

import dev.millrace.contract.support.Hashes;
import dev.millrace.contract.support.Io;
import dev.millrace.mlflow.journal.Entry.FileRef;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of a run directory as the journal names them. */
final class RunFiles {
  private RunFiles() {}

  /** The path below the run directory. */
  static String nameOf(Path directory, Path path) {
    Path root = directory.toAbsolutePath().normalize();
    Path whole = root.resolve(path.toAbsolutePath()).normalize();
    if (!whole.startsWith(root) || whole.equals(root)) {
      throw new IllegalArgumentException(path + " is not in the run directory " + directory);
    }
    return slashed(root.relativize(whole));
  }

  /**
   * A file, or all files below a folder, in the order of their names.
   *
   * @param name what MLflow calls the file or the folder; empty for the top
   */
  static List<FileRef> of(Path directory, Path path, String name) {
    if (!Files.isDirectory(path)) {
      return List.of(refOf(directory, path, name));
    }
    try (Stream<Path> below = Files.walk(path)) {
      return below
          .filter(file -> !Files.isDirectory(file))
          .map(file -> refOf(directory, file, joined(name, slashed(path.relativize(file)))))
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .toList();
    } catch (IOException e) {
      throw Io.fault(path, e);
    } catch (UncheckedIOException e) {
      throw Io.fault(path, new IOException(e));
    }
  }

  private static String joined(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  private static FileRef refOf(Path directory, Path file, String name) {
    try {
      return new FileRef(nameOf(directory, file), name, Hashes.sha256(file), Files.size(file));
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  private static String slashed(Path path) {
    return path.toString().replace(File.separatorChar, '/');
  }
}
