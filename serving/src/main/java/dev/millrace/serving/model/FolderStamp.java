package dev.millrace.serving.model;

import dev.millrace.contract.support.Hashes;
import dev.millrace.contract.support.Io;
import dev.millrace.scoring.PackageFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells whether anything in a folder has changed, without reading the files. */
final class FolderStamp {
  private FolderStamp() {}

  /**
   * Where the folder really is, and name, size and time of every file: a package that is copied
   * file by file has another stamp after each.
   */
  static String of(Path folder) {
    try {
      Path real = folder.toRealPath();
      try (Stream<Path> files = Files.walk(real)) {
        String listing = files.sorted().map(FolderStamp::line).collect(Collectors.joining("\n"));
        return Hashes.sha256(listing + "\n" + checksums(real));
      }
    } catch (IOException e) {
      throw Io.fault(folder, e);
    } catch (UncheckedIOException e) {
      throw Io.fault(folder, new IOException(e));
    }
  }

  /** The content of the checksums too: a file may keep its size and time and yet be another. */
  private static String checksums(Path folder) throws IOException {
    Path file = folder.resolve(PackageFiles.CHECKSUMS);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static String line(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return file + " " + attributes.size() + " " + attributes.lastModifiedTime();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
