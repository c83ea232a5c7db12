package dev.millrace.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.support.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir Path folder;

  @Test
  void help_lists_every_command_and_the_exit_codes() {
    Captured help = Captured.run("--help");

    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains(
            "  demo ",
            "  init ",
            "  run ",
            "  explain ",
            "  score ",
            "  inspect ",
            "  doctor ",
            "Exit codes: 0 done");
    assertThat(help.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo", "init", "run", "tune", "explain", "score", "inspect", "mlflow", "sync", "models",
        "doctor"
      })
  void every_command_has_help_with_an_example(String command) {
    Captured help = Captured.run(command, "--help");

    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains("Usage: millrace " + command, "Example:\n  millrace " + command);
  }

  @Test
  void without_a_command_the_help_goes_to_standard_error() {
    Captured nothing = Captured.run();

    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.err()).contains("Usage: millrace");
  }

  @Test
  void an_unknown_command_or_option_is_answered_with_the_nearest() {
    Captured command = Captured.run("inspekt", "x");
    assertThat(command.code()).isEqualTo(2);
    assertThat(command.err()).contains("Did you mean 'inspect'?");

    Captured option = Captured.run("doctor", "--jsn");
    assertThat(option.code()).isEqualTo(2);
    assertThat(option.err()).contains("Did you mean '--json'?").contains("millrace doctor --help");
  }

  @Test
  void an_unknown_stage_is_answered_with_the_nearest() {
    Captured stage = Captured.run("run", "x.yaml", "--from", "trian");

    assertThat(stage.code()).isEqualTo(2);
    assertThat(stage.err()).contains("expected one of ingest, clean,", "Did you mean 'train'?");
  }

  @Test
  void every_problem_of_a_recipe_is_shown_with_its_place() throws IOException {
    Path recipe = Files.writeString(folder.resolve("r.yaml"), "recipe: r\nsede: 1\n");

    Captured run = Captured.run("run", recipe.toString());
    Captured json = Captured.run("run", recipe.toString(), "--json");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("  " + recipe + ":2:1: unknown key 'sede' at the top. Did you mean 'seed'?\n");
    assertThat(parse(json.err()).get("problems").get(0).toString()).contains("is missing");
  }

  @Test
  void a_missing_argument_is_named() {
    Captured missing = Captured.run("score", "model");

    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("FILE");
  }

  @Test
  void fewer_than_no_reasons_are_refused() {
    Captured refused = Captured.run("score", "model", "new.csv", "--reasons", "-1");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--reasons: expected 0 or more, but found -1.");
  }

  @Test
  void the_version_is_said() {
    assertThat(Captured.run("--version").out()).startsWith("millrace ").contains("\nJava ");
  }

  @Test
  void doctor_looks_at_everything_and_speaks_json() {
    Captured doctor = Captured.run("doctor", "--json");

    JsonNode findings = parse(doctor.out()).get("findings");
    assertThat(findings.findValuesAsText("about"))
        .containsExactly(
            "java", "processor", "memory", "disk", "tensors", "database", "gpu", "mlflow");
    assertThat(findings.findValuesAsText("status")).doesNotContain("trouble");
    assertThat(doctor.code()).isZero();
  }

  @Test
  void inspect_shows_a_package() {
    Path model = Packages.copyTo(folder);

    Captured text = Captured.run("inspect", model.toString());
    JsonNode json = parse(Captured.run("inspect", model.toString(), "--json").out());

    assertThat(text.code()).isZero();
    assertThat(text.out())
        .contains("small, network mlp, format 1")
        .contains("every checksum and every golden row agrees")
        .containsPattern("contract +category +required")
        .containsPattern("features +15 from 7 columns");
    assertThat(json.at("/manifest/network").asText()).isEqualTo("mlp");
    assertThat(json.at("/features")).hasSize(15);
  }

  @Test
  void a_changed_byte_is_refused_by_the_name_of_its_file() throws IOException {
    Path model = Packages.copyTo(folder);
    byte[] bytes = Files.readAllBytes(model.resolve("model.onnx"));
    bytes[bytes.length / 2] ^= 1;
    Files.write(model.resolve("model.onnx"), bytes);

    Captured inspect = Captured.run("inspect", model.toString());
    Captured json = Captured.run("inspect", model.toString(), "--json");

    assertThat(inspect.code()).isEqualTo(2);
    assertThat(inspect.out()).isEmpty();
    assertThat(inspect.err()).startsWith("error: ").contains("model.onnx").doesNotContain("\tat ");
    assertThat(parse(json.err()).get("error").asText()).isEqualTo("PACKAGE_INVALID");
  }

  @Test
  void a_path_that_is_not_there_is_called_so() {
    Captured inspect = Captured.run("inspect", folder.resolve("nowhere").toString());

    assertThat(inspect.code()).isEqualTo(2);
    assertThat(inspect.err()).startsWith("error: There is no ").contains("nowhere.");
  }

  @Test
  void what_is_neither_package_nor_run_is_refused() {
    Captured inspect = Captured.run("inspect", folder.toString());

    assertThat(inspect.code()).isEqualTo(2);
    assertThat(inspect.err()).contains("is neither a model package nor a run");
  }

  @Test
  void init_without_a_target_ends_with_the_candidates() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "a,b\n1,x\n2,y\n3,x\n");

    Captured init = Captured.run("init", file.toString());

    assertThat(init.code()).isEqualTo(2);
    assertThat(init.out()).isEmpty();
    assertThat(init.err()).contains("b (x, y)");
  }

  private static JsonNode parse(String json) {
    try {
      return Json.mapper().readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }
}
