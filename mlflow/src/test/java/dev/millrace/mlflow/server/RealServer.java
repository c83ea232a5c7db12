package dev.millrace.mlflow.server;

import static org.assertj.core.api.Assertions.fail;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The MLflow server that all tests share; started by the first that needs it. Where there can be
 * none the test is skipped, saying why; under CI it fails.
 */
public final class RealServer {
  private static Path folder;
  private static MlflowServer server;
  private static String missing = "";

  private RealServer() {}

  /** Its address. */
  public static synchronized String uri() {
    return get().uri();
  }

  /** The folder with its data. */
  public static synchronized Path folder() {
    get();
    return folder;
  }

  /** The Python environment of the tests. */
  public static Path python() {
    return Path.of(System.getProperty("millrace.mlflow.python", "target/mlflow-python"));
  }

  static synchronized MlflowServer get() {
    if (missing.isEmpty() && server == null) {
      try {
        folder = Files.createTempDirectory("millrace-mlflow");
        server = start(0);
        Runtime.getRuntime().addShutdownHook(new Thread(RealServer::end));
      } catch (MillraceException e) {
        AtomicFiles.deleteTree(folder);
        missing = onlyIfMissing(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (!missing.isEmpty()) {
      skip(missing);
    }
    return server;
  }

  private static MlflowServer start(int port) {
    return MlflowServer.start(folder, port, python(), Progress.silent());
  }

  private static String onlyIfMissing(MillraceException e) {
    if (e.code() != ErrorCode.TOOL_MISSING) {
      throw e;
    }
    return "no MLflow server: " + e.getMessage();
  }

  private static void skip(String reason) {
    if ("true".equals(System.getenv("CI"))) {
      fail(reason);
    }
    System.err.println("skipped: " + reason);
    Assumptions.abort(reason);
  }

  /** Kills it as a power cut would. */
  public static synchronized void kill() {
    get().processes().forEach(ProcessHandle::destroyForcibly);
    get().close();
  }

  /** Starts it again on the same data and port. */
  public static synchronized void restart() {
    server = start(URI.create(server.uri()).getPort());
  }

  private static void end() {
    server.close();
    AtomicFiles.deleteTree(folder);
  }
}
