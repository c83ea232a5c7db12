package dev.millrace.mlflow.server;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Progress;
import dev.millrace.mlflow.journal.FileGuard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Python environment with MLflow, in a folder of its own. A marker says that it is whole; what
 * was broken off is made anew.
 */
public final class PythonEnvironment {
  /** The version of MLflow that Millrace is tested with. */
  public static final String MLFLOW_VERSION = "3.17.2";

  private static final String PYTHON_VARIABLE = "MILLRACE_PYTHON";
  private static final String OLDEST_PYTHON = "3.10";
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
  private static final long POLL_MILLIS = 200;
  private static final String MARKER = "millrace-complete";
  private static final String STILL_WORKS =
      " Without a server of its own all of Millrace works: runs keep their journals, and"
          + " MLFLOW_TRACKING_URI names a server that runs elsewhere.";

  /** Prints nothing and ends with 0 where an environment can be made. */
  private static final String CHECK =
      "import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 10) else 3)";

  private final Path folder;

  private PythonEnvironment(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the environment, or finds that it is there; where another process is making it, waits for
   * that. Blocks for about a minute.
   *
   * @throws MillraceException {@code TOOL_MISSING} where there is no Python that can, or where
   *     MLflow could not be installed
   */
  @SuppressWarnings("try") // the lock is held, not used
  public static PythonEnvironment prepare(Path folder, Progress progress) {
    PythonEnvironment environment = new PythonEnvironment(folder.toAbsolutePath());
    if (environment.isWhole()) {
      return environment;
    }
    try {
      Files.createDirectories(environment.folder);
    } catch (IOException e) {
      throw Io.fault(folder, e);
    }
    Path lock = environment.folder.resolveSibling(environment.folder.getFileName() + ".lock");
    try (Progress.Task task = progress.start("install MLflow " + MLFLOW_VERSION, -1, "steps");
        FileGuard guard = await(lock, task)) {
      if (!environment.isWhole()) {
        environment.make(task);
      }
    }
    return environment;
  }

  private static FileGuard await(Path lock, Progress.Task task) {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    Optional<FileGuard> guard = FileGuard.take(lock);
    while (guard.isEmpty() && System.nanoTime() < end) {
      task.note("another process installs it; waiting");
      sleep(lock);
      guard = FileGuard.take(lock);
    }
    return guard.orElseThrow(() -> isMade(lock));
  }

  private static void sleep(Path lock) {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw isMade(lock);
    }
  }

  private static MillraceException isMade(Path lock) {
    return new MillraceException(
        ErrorCode.LOCKED,
        "Another process installs MLflow and holds " + lock + ".",
        "Wait until it is done, or end it, then start again.");
  }

  /** Where Python is, or why there is none that will do. */
  public static Optional<String> findPython() {
    String named = System.getenv(PYTHON_VARIABLE);
    Stream<String> candidates =
        named == null || named.isBlank() ? Stream.of("python3", "python") : Stream.of(named);
    return candidates.filter(PythonEnvironment::isPython).findFirst();
  }

  private static boolean isPython(String command) {
    try {
      Path log = Files.createTempFile("millrace-python", ".log");
      try {
        return Command.run(List.of(command, "-c", CHECK), log) == 0;
      } finally {
        Files.delete(log);
      }
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isWhole() {
    Path marker = folder.resolve(MARKER);
    try {
      return Files.exists(marker)
          && Files.readString(marker, StandardCharsets.UTF_8).equals(MLFLOW_VERSION)
          && Files.isExecutable(python());
    } catch (IOException e) {
      return false;
    }
  }

  private void make(Progress.Task task) {
    String python = findPython().orElseThrow(PythonEnvironment::noPython);
    AtomicFiles.deleteTree(folder);
    task.note("virtual environment");
    step(List.of(python, "-m", "venv", folder.toString()));
    task.note("downloading from PyPI, about 200 MB");
    step(
        List.of(
            python().toString(),
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--no-input",
            "--only-binary",
            ":all:",
            "mlflow==" + MLFLOW_VERSION));
    AtomicFiles.writeText(folder.resolve(MARKER), MLFLOW_VERSION);
  }

  private static MillraceException noPython() {
    return new MillraceException(
        ErrorCode.TOOL_MISSING,
        "An MLflow server needs Python " + OLDEST_PYTHON + " or newer with venv; none was found.",
        "Install it (Debian: apt-get install python3-venv) or name it in "
            + PYTHON_VARIABLE
            + "."
            + STILL_WORKS);
  }

  private void step(List<String> command) {
    Path log = folder.resolveSibling(folder.getFileName() + ".log");
    try {
      if (Command.run(command, log) != 0) {
        throw notInstalled(log);
      }
    } catch (IOException e) {
      throw Io.fault(folder, e);
    }
  }

  private static MillraceException notInstalled(Path log) {
    return new MillraceException(
        ErrorCode.TOOL_MISSING,
        "MLflow "
            + MLFLOW_VERSION
            + " could not be installed; the end of "
            + log
            + ":\n"
            + Command.tail(log),
        "It comes from PyPI; pip finds a mirror by PIP_INDEX_URL or wheels by PIP_FIND_LINKS."
            + STILL_WORKS);
  }

  /** Its Python. */
  Path python() {
    Path posix = folder.resolve("bin").resolve("python");
    return Files.exists(posix) ? posix : folder.resolve("Scripts").resolve("python.exe");
  }
}
