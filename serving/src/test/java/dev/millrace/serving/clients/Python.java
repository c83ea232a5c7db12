package dev.millrace.serving.clients;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Hashes;
import dev.millrace.contract.support.Progress;
import dev.millrace.mlflow.server.PythonEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The Python environments of the clients: made once, used by every run after. */
final class Python {
  private static final Path SCRIPTS = Path.of("src", "test", "python").toAbsolutePath();

  private final Path folder;

  private Python(Path folder) {
    this.folder = folder;
  }

  /** With MLflow: that of all tests of MLflow. */
  static Python withMlflow() {
    Path folder = Path.of(System.getProperty("millrace.mlflow.python", "target/mlflow-python"));
    try {
      PythonEnvironment.prepare(folder, Progress.silent());
    } catch (MillraceException e) {
      if (e.code() != ErrorCode.TOOL_MISSING) {
        throw e;
      }
      throw Tool.missing("no MLflow: " + e.getMessage());
    }
    return new Python(folder.toAbsolutePath());
  }

  /** With the clients that {@code requirements.txt} pins. */
  static Python withClients() throws IOException, InterruptedException {
    Path folder = Path.of("target", "python-clients").toAbsolutePath();
    Path pins = SCRIPTS.resolve("requirements.txt");
    Path whole = folder.resolve("whole-" + Hashes.sha256(pins).substring(0, 12));
    Python python = new Python(folder);
    if (!Files.exists(whole)) {
      AtomicFiles.deleteTree(folder);
      python.make(pins);
      Files.createFile(whole);
    }
    return python;
  }

  private void make(Path pins) throws IOException, InterruptedException {
    String python =
        PythonEnvironment.findPython()
            .orElseThrow(() -> Tool.missing("there is no Python with venv"));
    List<String> install =
        List.of(
            executable(),
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "--no-input",
            "--only-binary",
            ":all:",
            "-r",
            pins.toString());
    try {
      Tool.run(List.of(python, "-m", "venv", folder.toString()), "", Map.of());
      Tool.run(install, "", Map.of());
    } catch (AssertionError e) {
      throw Tool.missing("the clients could not be installed: " + e.getMessage());
    }
  }

  private String executable() {
    return folder.resolve("bin").resolve("python").toString();
  }

  /** Runs a script against a server; it has to end well. */
  String run(String script, URI server) throws IOException, InterruptedException {
    return Tool.run(
        List.of(executable(), SCRIPTS.resolve(script).toString(), server.toString()),
        "",
        Map.of("PYTHONDONTWRITEBYTECODE", "1"));
  }
}
