package dev.millrace.serving.server;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.serving.config.Secret;
import dev.millrace.serving.config.ServeConfig;
import dev.millrace.serving.experiment.Experiment;
import dev.millrace.serving.experiment.IdKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where outcomes are kept. */
final class DataFolder {
  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
  private static final Path USUAL = Path.of(".millrace", "serving", "data");

  private DataFolder() {}

  /** The folder that is named must do; the usual one may be another server's, or not writable. */
  static Experiment open(ServeConfig config) {
    Secret secret = config.idKey();
    IdKey key = secret == null ? null : IdKey.of(secret.value());
    Path named = config.data();
    if (named != null) {
      return Experiment.open(named, key);
    }
    try {
      return Experiment.open(USUAL, key);
    } catch (MillraceException e) {
      LOG.warn("outcomes will last as long as this process: {}", e.getMessage());
      return Experiment.open(temporary(), key);
    }
  }

  private static Path temporary() {
    try {
      Path folder = Files.createTempDirectory("millrace-serving-");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw Io.fault(Path.of(System.getProperty("java.io.tmpdir", "/tmp")), e);
    }
  }
}
