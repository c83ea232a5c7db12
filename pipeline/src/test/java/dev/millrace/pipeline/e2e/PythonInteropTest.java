package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.contract.support.Progress;
import dev.millrace.mlflow.RunStart;
import dev.millrace.mlflow.TrackedRun;
import dev.millrace.mlflow.Tracking;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.server.MlflowServer;
import dev.millrace.pipeline.command.Captured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model of a real table, registered in a real MLflow server, and what Python makes of it. Uses
 * the Python environment of the tests of {@code mlflow/} and installs there what the package asks
 * for.
 */
class PythonInteropTest {
  private static final Path ROOT = Path.of(System.getProperty("millrace.root", ".."));
  private static final Path PYTHON =
      Path.of(
          System.getProperty(
              "millrace.mlflow.python", ROOT.resolve("mlflow/target/mlflow-python").toString()));
  private static final List<String> WAYS =
      List.of(
          "as pandas reads them",
          "with NaN",
          "with None, columns reversed",
          "with pd.NA",
          "one by one",
          "dataframe_split",
          "dataframe_records");

  @TempDir Path folder;

  @Test
  void python_loads_and_serves_the_registered_champion_with_the_same_probabilities()
      throws Exception {
    Path data = telco();
    try (MlflowServer server = server()) {
      Path run = run(data);
      install(run.resolve("model/requirements.txt"));
      register(run, server.uri());
      Path scores = folder.resolve("scores.csv");
      Captured score =
          Captured.run(
              "score",
              run.resolve("model").toString(),
              data.toString(),
              "--out",
              scores.toString());
      assertThat(score.code()).as(score.err()).isZero();

      JsonNode found = python(server.uri(), data, scores);

      assertThat(found.path("rows").asInt()).isEqualTo(7043);
      for (String way : WAYS) {
        assertThat(found.path(way).isNumber()).as("%s in %s", way, found).isTrue();
        assertThat(found.path(way).asDouble()).as(way).isLessThan(1e-5);
      }
      assertThat(found.path("signature")).hasSize(19);
      assertThat(found.path("example").asInt()).isEqualTo(5);
      assertThat(found.path("opsets").asInt()).isEqualTo(2);
      assertThat(found.path("left out").asText()).contains("missing inputs ['TotalCharges']");
      assertThat(found.path("no number").asText()).contains("Column 'tenure' expects a number");
    }
  }

  private Path run(Path data) {
    Path recipe = ROOT.resolve("examples/telco/recipe.yaml");
    try {
      Path copy = Files.copy(recipe, folder.resolve("recipe.yaml"));
      Captured run = Captured.run("run", copy.toString(), "--set", "DATA=" + data);
      assertThat(run.code()).as(run.err()).isZero();
      String last = run.out().lines().reduce("", (before, line) -> line);
      return Path.of(last.substring("run: ".length()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void register(Path run, String uri) {
    try (Tracking tracking = Tracking.open(run, Optional.of(ServerConfig.of(uri)))) {
      TrackedRun tracked = tracking.begin(RunStart.of("telco", "run"));
      tracked
          .model(run.resolve("model"), "telco", Map.of(), Map.of())
          .register("telco", "", Map.of())
          .alias("champion");
      tracked.finished();
      assertThat(tracking.deliver(Duration.ofSeconds(30))).as(tracking.trouble()).isTrue();
    }
  }

  private JsonNode python(String uri, Path data, Path scores) throws Exception {
    Path script = ROOT.resolve("pipeline/src/test/python/score_registered_model.py");
    String answer =
        command(
            uri,
            List.of(
                python(),
                script.toString(),
                "models:/telco@champion",
                data.toString(),
                scores.toString(),
                "customerID"));
    return Json.mapper().readTree(answer.lines().reduce("", (before, line) -> line));
  }

  /** Once: pip finds the second time that all is there, without asking the network. */
  private void install(Path requirements) throws Exception {
    List<String> pip = new ArrayList<>(List.of(python(), "-m", "pip", "install", "--quiet"));
    pip.addAll(List.of("--disable-pip-version-check", "--no-input", "--only-binary", ":all:"));
    pip.addAll(List.of("--requirement", requirements.toString()));
    command("", pip);
  }

  private String command(String uri, List<String> command) throws Exception {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("MLFLOW_TRACKING_URI", uri);
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(5, TimeUnit.MINUTES);
      String said = Files.readString(err, StandardCharsets.UTF_8);
      assertThat(ended).as(said).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
      return Files.readString(out, StandardCharsets.UTF_8);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String python() {
    Path posix = PYTHON.resolve("bin/python");
    Path python = Files.exists(posix) ? posix : PYTHON.resolve("Scripts/python.exe");
    return python.toAbsolutePath().toString();
  }

  private MlflowServer server() {
    try {
      return MlflowServer.start(folder.resolve("server"), 0, PYTHON, Progress.silent());
    } catch (MillraceException e) {
      if (e.code() != ErrorCode.TOOL_MISSING) {
        throw e;
      }
      throw skip("no MLflow server: " + e.getMessage());
    }
  }

  private static Path telco() {
    String named = System.getProperty("MILLRACE_DATA", System.getenv("MILLRACE_DATA"));
    Path data = named == null ? ROOT.resolve("../shared/data") : Path.of(named);
    Path file = data.resolve("telco.csv").toAbsolutePath().normalize();
    if (!Files.exists(file)) {
      throw skip("there is no " + file + "; set MILLRACE_DATA");
    }
    return file;
  }

  /** Never returns. */
  private static AssertionError skip(String reason) {
    if ("true".equals(System.getenv("CI"))) {
      fail(reason);
    }
    System.err.println("skipped: " + reason);
    return Assumptions.abort(reason);
  }
}
