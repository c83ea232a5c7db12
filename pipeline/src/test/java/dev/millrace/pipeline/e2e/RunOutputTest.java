package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.pipeline.command.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOutputTest {
  @TempDir Path folder;

  @Test
  void a_run_directory_holds_everything_that_was_promised() throws IOException {
    Path run = Project.in(folder).mustRun();

    assertThat(names(run))
        .contains(
            "recipe.yaml",
            "provenance.json",
            "metrics.json",
            "report.html",
            "plots",
            "predictions.csv",
            "model",
            "log.txt");
    assertThat(names(run.resolve("model")))
        .contains(
            "MLmodel",
            "contract.json",
            "encoder.json",
            "network.zip",
            "model.onnx",
            "pipeline.onnx",
            "calibration.json",
            "golden.jsonl",
            "reference-profile.bin",
            "provenance.json",
            "metrics.json",
            "README.md",
            "checksums.sha256");
    assertThat(Project.read(run.resolve("predictions.csv")))
        .startsWith("key,split,label,probability\n")
        .hasLineCount(1 + 120);
    assertThat(Project.json(run.resolve("metrics.json")).get("run").asText())
        .isEqualTo(run.getFileName().toString());
    assertThat(Project.read(run.resolve("log.txt"))).contains("ingest", "package");
  }

  @Test
  void json_is_one_object_on_standard_output_and_lines_of_it_on_standard_error() {
    Project project = Project.in(folder);

    Captured run = project.run("--json");

    assertThat(run.code()).isZero();
    assertThat(run.out()).hasLineCount(1);
    JsonNode result = Project.json(run.out());
    assertThat(Path.of(result.get("run").asText())).isEqualTo(project.runs().get(0));
    assertThat(result.get("rows_read").asInt()).isEqualTo(Project.ROWS);
    assertThat(result.at("/test/roc_auc").isNumber()).isTrue();
    assertThat(result.get("stages")).hasSize(6);
    assertThat(run.err().lines().map(Project::json))
        .allSatisfy(line -> assertThat(line.has("event")).isTrue());
  }

  @Test
  void a_json_error_is_one_object_on_standard_error() throws IOException {
    Project project = Project.in(folder);
    Files.delete(project.data());

    Captured run = project.run("--json");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(Project.json(run.err()).get("error").asText()).isEqualTo("SOURCE_NOT_FOUND");
  }

  @Test
  void a_gate_that_fails_ends_with_3_and_everything_is_there() {
    Project project =
        Project.in(folder)
            .recipe(
                text ->
                    text.replace(
                        "bootstrap: 100", "bootstrap: 100, gates: {roc_auc: {min: 0.999}}"));

    Captured run = project.run();

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("error: The model did not keep its gates.", "roc_auc");
    Path directory = Project.directory(run);
    assertThat(directory.resolve("model/model.onnx")).isRegularFile();
    assertThat(Project.json(directory.resolve("metrics.json")).at("/gates/passed").asBoolean(true))
        .isFalse();
    assertThat(Captured.run("inspect", directory.resolve("model").toString()).out())
        .containsPattern("gates +failed");
    assertThat(project.run("--json").out()).contains("\"stopped\":\"GATE_FAILED\"");
    project.mustBeTidy();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.map(child -> child.getFileName().toString()).toList();
    }
  }
}
