package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.support.Json;
import dev.millrace.pipeline.command.Captured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder with data and a recipe {@code small}, as a person would have it. */
abstract class ProjectFolder {
  private final Path folder;

  ProjectFolder(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  Path recipe() {
    return folder.resolve("small.yaml");
  }

  /** Runs the recipe in this process. */
  Captured run(String... more) {
    List<String> arguments = new ArrayList<>(List.of("run", recipe().toString()));
    arguments.addAll(List.of(more));
    return Captured.run(arguments.toArray(String[]::new));
  }

  /**
   * Runs the recipe, which must end with an exit code and an error that holds all these sentences;
   * no run directory and nothing half-written may be left.
   */
  void mustEnd(int code, String... sentences) {
    Captured run = run();
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("error: ").contains(sentences).doesNotContain("\tat ");
    assertThat(runs()).isEmpty();
    mustBeTidy();
  }

  /** Runs the recipe, which must go well; gives the run directory. */
  Path mustRun(String... more) {
    Captured run = run(more);
    assertThat(run.code()).as(run.err()).isZero();
    return directory(run);
  }

  /** Runs the recipe, which must go well; gives the stages that did something. */
  List<String> mustRunStages(String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--json");
    Captured run = run(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    List<String> stages = new ArrayList<>();
    for (JsonNode stage : json(run.out()).get("stages")) {
      if (!stage.get("cached").asBoolean()) {
        stages.add(stage.get("stage").asText());
      }
    }
    return stages;
  }

  /** What explain says of each stage, as {@code train runs: why}. */
  List<String> explain(String... more) {
    List<String> arguments = new ArrayList<>(List.of("explain", "--json", recipe().toString()));
    arguments.addAll(List.of(more));
    Captured explained = Captured.run(arguments.toArray(String[]::new));
    assertThat(explained.code()).as(explained.err()).isZero();
    return explained.out().lines().map(ProjectFolder::json).map(ProjectFolder::words).toList();
  }

  private static String words(JsonNode stage) {
    return "%s %s: %s"
        .formatted(
            stage.get("stage").asText(),
            stage.get("runs").asBoolean() ? "runs" : "skipped",
            stage.get("reason").asText());
  }

  /** The run directory that the last line of standard output names. */
  static Path directory(Captured run) {
    return directory(run.out());
  }

  static Path directory(String out) {
    String last = out.lines().reduce("", (first, second) -> second);
    assertThat(last).startsWith("run: ");
    Path directory = Path.of(last.substring("run: ".length()));
    assertThat(directory).isDirectory();
    return directory;
  }

  /** Nothing temporary lies anywhere, and what looks like a run is a whole one. */
  void mustBeTidy() {
    for (Path path : everything()) {
      assertThat(path.getFileName().toString()).doesNotEndWith(".partial").doesNotEndWith(".tmp");
    }
    for (Path run : runs()) {
      assertThat(run.resolve("report.html")).isRegularFile();
      assertThat(run.resolve("recipe.yaml")).isRegularFile();
      assertThat(run.resolve("provenance.json")).isRegularFile();
    }
  }

  /** Every stage has outputs that explain finds whole, and nobody holds the folder. */
  void mustBeWhole() {
    assertThat(explain()).filteredOn(stage -> stage.contains(" runs: ")).hasSize(1);
    assertThat(mustRunStages()).containsExactly("package");
  }

  /** All run directories, oldest first. */
  List<Path> runs() {
    Path runs = folder.resolve("runs/small");
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(runs)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of the only output of a stage. */
  Path output(String stage) {
    try (Stream<Path> children = Files.list(folder.resolve(".millrace").resolve(stage))) {
      List<Path> outputs = children.toList();
      assertThat(outputs).hasSize(1);
      return outputs.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> everything() {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  static JsonNode json(Path file) {
    return json(read(file));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
