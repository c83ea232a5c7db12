package dev.millrace.tuning.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.support.Json;
import dev.millrace.mlflow.server.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Real Optuna, in a Python environment under target that is made once. */
final class Optuna {
  static final String VERSION = "5.0.0";

  private static final Path FOLDER = Path.of("target", "optuna").toAbsolutePath();
  private static final Path PYTHON = FOLDER.resolve("bin").resolve("python");
  private static final Path WHOLE = FOLDER.resolve("whole-" + VERSION);

  private Optuna() {}

  /** What it reads; ends the test where it cannot be had, with a failure where CI=true. */
  static JsonNode read(Path study) throws IOException, InterruptedException {
    if (!Files.exists(WHOLE)) {
      make();
    }
    Path out = Files.createTempFile(FOLDER, "read", ".json");
    Path script = Path.of("src", "test", "python", "read_study.py").toAbsolutePath();
    int code = run(List.of(PYTHON.toString(), script.toString(), study.toString()), out);
    assertThat(code).as(Files.readString(out)).isZero();
    return Json.mapper().readTree(out.toFile());
  }

  private static void make() throws IOException, InterruptedException {
    Optional<String> python = PythonEnvironment.findPython();
    if (python.isEmpty()) {
      missing("there is no Python with venv");
    }
    Files.createDirectories(FOLDER);
    Path log = FOLDER.resolve("made.log");
    List<String> venv = List.of(python.orElseThrow(), "-m", "venv", FOLDER.toString());
    List<String> install =
        List.of(PYTHON.toString(), "-m", "pip", "install", "-q", "optuna==" + VERSION);
    if (run(venv, log) != 0 || run(install, log) != 0) {
      missing("Optuna could not be installed: " + Files.readString(log));
    }
    Files.createFile(WHOLE);
  }

  private static void missing(String reason) {
    assertThat(System.getenv("CI")).as(reason).isNotEqualTo("true");
    abort(reason);
  }

  private static int run(List<String> command, Path out) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start()
        .waitFor();
  }
}
