package dev.millrace.serving.server;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import dev.millrace.serving.config.Secret;
import dev.millrace.serving.config.ServeConfig;
import dev.millrace.serving.experiment.Experiment;
import dev.millrace.serving.experiment.IdKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where outcomes are kept, and what keeps them. */
final class DataFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
  private static final Path USUAL = Path.of(".millrace", "serving", "data");

  private final Path path;
  private final Experiment experiment;
  private final boolean temporary;

  private DataFolder(Path path, @Nullable IdKey key, boolean temporary) {
    this.path = path;
    this.experiment = Experiment.open(path, key);
    this.temporary = temporary;
  }

  /** The folder that is named must do; the usual one may be another server's, or not writable. */
  static DataFolder open(ServeConfig config) {
    return open(config, USUAL);
  }

  static DataFolder open(ServeConfig config, Path usual) {
    Secret secret = config.idKey();
    IdKey key = secret == null ? null : IdKey.of(secret.value());
    Path named = config.data();
    if (named != null) {
      return new DataFolder(named, key, false);
    }
    try {
      return new DataFolder(usual, key, false);
    } catch (MillraceException e) {
      LOG.warn("outcomes will last as long as this process: {}", e.getMessage());
      return new DataFolder(made(), key, true);
    }
  }

  private static Path made() {
    try {
      return Files.createTempDirectory("millrace-serving-");
    } catch (IOException e) {
      throw Io.fault(Path.of(System.getProperty("java.io.tmpdir", "/tmp")), e);
    }
  }

  Path path() {
    return path;
  }

  Experiment experiment() {
    return experiment;
  }

  /** A folder that was made for this process goes with it. */
  @Override
  public void close() {
    experiment.close();
    if (temporary) {
      AtomicFiles.deleteTree(path);
    }
  }
}
