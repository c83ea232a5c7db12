package dev.millrace.mlflow.server;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Progress;
import dev.millrace.mlflow.journal.FileGuard;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * An MLflow server of this project: SQLite and artifacts in one folder, for this machine alone. It
 * ends with its Java process, however that ends. Thread-safe.
 */
public final class MlflowServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final Duration START = Duration.ofMinutes(3);
  private static final long POLL_MILLIS = 100;
  private static final long STOP_SECONDS = 12;

  private final FileGuard guard;
  private final Process keeper;
  private final int port;
  private final Thread hook = new Thread(this::stop, "millrace-mlflow-stop");

  private MlflowServer(FileGuard guard, Process keeper, int port) {
    this.guard = guard;
    this.keeper = keeper;
    this.port = port;
  }

  /** Starts a server with an environment beside its data. */
  public static MlflowServer start(Path folder, int port) {
    return start(folder, port, folder.resolve("python"), Progress.silent());
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param folder of its data; made where there is none
   * @param port 0 for any that is free
   * @param environment folder of its Python environment; made where there is none, which takes a
   *     minute and 850 MB
   * @throws MillraceException {@code TOOL_MISSING} where Python or PyPI is; {@code LOCKED} where a
   *     server uses the folder; {@code ARGUMENT_INVALID} where the port is in use
   */
  public static MlflowServer start(Path folder, int port, Path environment, Progress progress) {
    Path home = folder.toAbsolutePath();
    PythonEnvironment python = PythonEnvironment.prepare(environment, progress);
    try {
      Files.createDirectories(home.resolve("artifacts"));
    } catch (IOException e) {
      throw Io.fault(home, e);
    }
    FileGuard guard =
        FileGuard.take(home.resolve(".server.lock")).orElseThrow(() -> isUsed(folder));
    MlflowServer server = null;
    try (Progress.Task task = progress.start("start MLflow", -1, "seconds")) {
      int free = freePort(port);
      server = new MlflowServer(guard, launch(home, free, python), free);
      Runtime.getRuntime().addShutdownHook(server.hook);
      server.awaitHealth(home, task);
      return server;
    } catch (RuntimeException e) {
      if (server == null) {
        guard.close();
      } else {
        server.close();
      }
      throw e;
    }
  }

  private static MillraceException isUsed(Path folder) {
    return new MillraceException(
        ErrorCode.LOCKED,
        "An MLflow server runs on " + folder + " already.",
        "Use that one, or stop it first.");
  }

  private static int freePort(int wanted) {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "Port " + wanted + " is in use on this machine.",
          "Choose another with --port; on macOS, AirPlay holds 5000.",
          e);
    }
  }

  private static Process launch(Path home, int port, PythonEnvironment python) {
    ProcessBuilder builder = new ProcessBuilder(commandLine(home, port, python));
    // what is set for a client, or for another server, must not reach this one
    builder.environment().keySet().removeIf(name -> name.startsWith("MLFLOW_"));
    builder.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
    builder.environment().put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
    builder.environment().put("PYTHONUNBUFFERED", "1");
    builder.directory(home.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(logOf(home).toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw Io.fault(home, e);
    }
  }

  private static List<String> commandLine(Path home, int port, PythonEnvironment python) {
    return List.of(
        python.python().toString(),
        keeperScript(home).toString(),
        python.python().toString(),
        "-m",
        "mlflow",
        "server",
        "--backend-store-uri",
        "sqlite:///" + home.resolve("mlflow.db"),
        "--artifacts-destination",
        home.resolve("artifacts").toString(),
        "--host",
        HOST,
        "--port",
        String.valueOf(port),
        "--workers",
        "1");
  }

  private static Path keeperScript(Path home) {
    Path script = home.resolve(".keeper.py");
    AtomicFiles.write(
        script,
        temporary -> {
          try (InputStream in =
              Objects.requireNonNull(MlflowServer.class.getResourceAsStream("keeper.py"))) {
            Files.copy(in, temporary);
          }
        });
    return script;
  }

  private static Path logOf(Path home) {
    return home.resolve("server.log");
  }

  private void awaitHealth(Path home, Progress.Task task) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri() + "/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long end = System.nanoTime() + START.toNanos();
    while (!isHealthy(client, request)) {
      if (!keeper.isAlive() || System.nanoTime() > end) {
        throw notStarted(logOf(home));
      }
      task.note("waiting for its first answer");
    }
  }

  private static boolean isHealthy(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException e) {
      return rest();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Always false: it is not healthy yet. */
  private static boolean rest() {
    try {
      Thread.sleep(POLL_MILLIS);
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static MillraceException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new MillraceException(
        ErrorCode.TRACKING_UNREACHABLE, "Starting MLflow was interrupted.", "Start again.", cause);
  }

  private static MillraceException notStarted(Path log) {
    return new MillraceException(
        ErrorCode.TRACKING_UNREACHABLE,
        "MLflow did not start; the end of " + log + ":\n" + Command.tail(log),
        "See what it says there. A database of a newer MLflow cannot be used by this one.");
  }

  /** Its address, for the environment variable {@code MLFLOW_TRACKING_URI} and for a browser. */
  public String uri() {
    return "http://" + HOST + ":" + port;
  }

  /** Whether it has not ended. */
  public boolean isRunning() {
    return keeper.isAlive();
  }

  /** Waits until it ends, by itself or because another thread closes it. */
  public void await() throws InterruptedException {
    keeper.waitFor();
  }

  /** Process ids of the server, for who wants to kill it. */
  List<ProcessHandle> processes() {
    return keeper.descendants().toList();
  }

  private void stop() {
    try {
      keeper.getOutputStream().close(); // the keeper takes it for the sign to stop
    } catch (IOException e) {
      keeper.destroy();
    }
    try {
      if (!keeper.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        keeper.descendants().forEach(ProcessHandle::destroyForcibly);
        keeper.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops it and all that it started. */
  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process ends just now; the hook runs already
    } finally {
      guard.close();
    }
  }
}
