package dev.millrace.serving.model;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Hashes;
import dev.millrace.contract.support.Io;
import dev.millrace.mlflow.journal.Checks;
import dev.millrace.mlflow.registry.ModelRegistry;
import dev.millrace.mlflow.registry.ModelUri;
import dev.millrace.mlflow.registry.ModelVersion;
import dev.millrace.scoring.Checksums;
import dev.millrace.scoring.PackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Packages of one registered model on this disk, a folder for each version, and for an alias the
 * version that it was last served by. A folder is there whole or not at all. Thread-safe, and safe
 * among processes that share it.
 */
final class ModelCache {
  /** Two sources of one process would else write to the same temporary folder. */
  private static final Object DOWNLOAD = new Object();

  private final Path folder;
  private final ModelUri uri;

  /**
   * A cache for what a name stands for.
   *
   * @param root of the caches of all models
   */
  ModelCache(Path root, ModelUri uri) {
    this.folder = root.resolve(uri.name());
    this.uri = uri;
  }

  /** Where a version is, or would be. */
  Path folderOf(String version) {
    return folder.resolve(version);
  }

  /** The version's package: from the cache where it is right, else from the registry. */
  Path fetch(ModelRegistry registry, ModelVersion version) {
    String number = String.valueOf(version.version());
    Path target = folderOf(number);
    synchronized (DOWNLOAD) {
      if (!isRight(target, version)) {
        AtomicFiles.deleteTree(target);
        download(registry, version, target);
      }
    }
    return target;
  }

  private void download(ModelRegistry registry, ModelVersion version, Path target) {
    try {
      Files.createDirectories(folder);
      registry.download(
          new ModelUri(version.name(), "", String.valueOf(version.version())), target);
    } catch (MillraceException e) {
      if (!isRight(target, version)) {
        throw e; // else another process was quicker
      }
    } catch (IOException e) {
      throw Io.fault(folder, e);
    }
  }

  /** Not a broken one, nor one of a model that was deleted and registered anew. */
  private static boolean isRight(Path target, ModelVersion version) {
    Path checksums = target.resolve(PackageFiles.CHECKSUMS);
    if (!Files.isRegularFile(checksums)) {
      return false;
    }
    String expected = version.tags().getOrDefault(Checks.TAG, "");
    try {
      Checksums.verify(target);
      return expected.isEmpty() || Hashes.sha256(checksums).equals(expected);
    } catch (MillraceException e) {
      return false; // it is fetched again, which is the remedy
    }
  }

  /** Notes that a version is served by this name. */
  void remember(String version) {
    if (!uri.alias().isEmpty()) {
      AtomicFiles.writeText(pointer(), version + "\n");
    }
  }

  /** The version noted last whose package is there; of a named version that one. */
  Optional<String> remembered() {
    String version = uri.alias().isEmpty() ? uri.version() : noted();
    boolean there = Files.isRegularFile(folderOf(version).resolve(PackageFiles.CHECKSUMS));
    return version.isEmpty() || !there ? Optional.empty() : Optional.of(version);
  }

  private String noted() {
    try {
      return Files.exists(pointer()) ? Files.readString(pointer()).strip() : "";
    } catch (IOException e) {
      throw Io.fault(pointer(), e);
    }
  }

  /** An alias may have characters that a file's name may not. */
  private Path pointer() {
    return folder.resolve("alias-" + Hashes.sha256(uri.alias()).substring(0, 16));
  }
}
