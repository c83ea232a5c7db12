package dev.millrace.contract.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Files and folders that appear whole or not at all: everything is written beside its destination
 * under a hidden temporary name and renamed. Failures come as {@link
 * dev.millrace.contract.error.MillraceException} from {@link Io#fault}.
 */
public final class AtomicFiles {

  /** Writes one file's content to the temporary path it is given. */
  @FunctionalInterface
  public interface Writer {
    void write(Path temporary) throws IOException;
  }

  private AtomicFiles() {}

  /** Writes text as UTF-8. */
  public static void writeText(Path file, String text) {
    write(file, temporary -> Files.writeString(temporary, text, StandardCharsets.UTF_8));
  }

  /** Writes a file; on any failure the temporary file is removed and the old file stays. */
  public static void write(Path file, Writer writer) {
    Path temporary = temporaryFor(file);
    try {
      Files.createDirectories(parentOf(file));
      writer.write(temporary);
      move(temporary, file);
    } catch (IOException e) {
      throw Io.fault(file, e);
    } finally {
      deleteTree(temporary);
    }
  }

  /** A fresh name for a file or folder that is to become {@code destination} by a rename. */
  public static Path temporaryFor(Path destination) {
    return destination.resolveSibling(
        "." + destination.getFileName() + "." + ProcessHandle.current().pid() + ".partial");
  }

  /** Moves a finished file or folder to its place in one step. */
  public static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Deletes a file or a folder with all it holds; nothing happens where there is none. */
  public static void deleteTree(Path root) {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException e) {
      return; // deleted already, which is what was wanted
    } catch (IOException e) {
      throw Io.fault(root, e);
    } catch (UncheckedIOException e) {
      throw Io.fault(root, new IOException(e));
    }
  }

  private static Path parentOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " has no folder");
    }
    return parent;
  }
}
