package dev.millrace.mlflow.ship;

import dev.millrace.contract.support.Hashes;
import dev.millrace.mlflow.journal.Entry.FileRef;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The checksums of a folder of files, as {@code sha256sum --check} reads them; the hash of the
 * manifest stands for all of them.
 */
public final class Manifest {
  /** The file with the checksums of all others, in the package of a model or added to it. */
  public static final String FILE = "checksums.sha256";

  /** Tag with the hash of the manifest. */
  public static final String TAG = "millrace.sha256";

  private Manifest() {}

  /** Whether the files bring their manifest. */
  static boolean isAmong(List<FileRef> files) {
    return files.stream().anyMatch(file -> file.name().equals(FILE));
  }

  static String text(List<FileRef> files) {
    return files.stream()
        .sorted(Comparator.comparing(FileRef::name))
        .map(file -> file.sha256() + "  " + file.name() + "\n")
        .collect(Collectors.joining());
  }

  /** The hash that stands for all files. */
  static String digest(List<FileRef> files) {
    return files.stream()
        .filter(file -> file.name().equals(FILE))
        .map(FileRef::sha256)
        .findFirst()
        .orElseGet(() -> Hashes.sha256(text(files)));
  }
}
