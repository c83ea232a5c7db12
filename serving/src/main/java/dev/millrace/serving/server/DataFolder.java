package dev.millrace.serving.server;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.serving.config.ServeConfig;
import dev.millrace.serving.experiment.Experiment;
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
    Path named = config.data();
    if (named != null) {
      return Experiment.open(named, null);
    }
    try {
      return Experiment.open(USUAL, null);
    } catch (MillraceException e) {
      LOG.warn("outcomes will last as long as this process: {}", e.getMessage());
      return Experiment.open(temporary(), null);
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
