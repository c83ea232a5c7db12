package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.command.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageCacheTest {
  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void run_once() {
    project = Project.in(folder);
    assertThat(project.mustRunStages())
        .containsExactly("ingest", "clean", "features", "train", "evaluate", "package");
  }

  @Test
  void a_second_run_does_nothing_again_but_write_its_package() {
    assertThat(project.mustRunStages()).containsExactly("package");
    assertThat(project.runs()).hasSize(2);
    List<Path> runs = project.runs();
    assertThat(runs.get(1).resolve("predictions.csv"))
        .hasSameBinaryContentAs(runs.get(0).resolve("predictions.csv"));
  }

  @Test
  void a_changed_section_runs_its_stage_and_those_after_it() {
    project.recipe(text -> text.replace("bootstrap: 100", "bootstrap: 200"));
    assertThat(project.explain())
        .containsExactly(
            "ingest skipped: nothing it depends on has changed",
            "clean skipped: nothing it depends on has changed",
            "features skipped: nothing it depends on has changed",
            "train skipped: nothing it depends on has changed",
            "evaluate runs: recipe section evaluate changed",
            "package runs: a package carries the id of its run");
    assertThat(project.mustRunStages()).containsExactly("evaluate", "package");

    project.recipe(text -> text.replace("epochs: 20", "epochs: 19"));
    assertThat(project.mustRunStages()).containsExactly("train", "evaluate", "package");
  }

  @Test
  void changed_data_runs_everything() {
    SmallTable.write(project.data(), SmallTable.rows(Project.ROWS, 5));

    assertThat(Captured.run("explain", project.recipe().toString()).out())
        .contains("ingest", "source customers changed");
    assertThat(project.mustRunStages())
        .containsExactly("ingest", "clean", "features", "train", "evaluate", "package");
  }

  @Test
  void a_damaged_output_is_found_and_made_again() throws IOException {
    Path file = project.output("train").resolve("mlp.zip");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThat(Captured.run("explain", project.recipe().toString()).out())
        .contains("its output was damaged: mlp.zip has changed");
    assertThat(project.mustRunStages()).containsExactly("train", "package");
  }

  @Test
  void from_and_to_limit_what_runs() {
    assertThat(project.mustRunStages("--from", "evaluate")).containsExactly("evaluate", "package");

    Captured clean = project.run("--from", "clean", "--to", "clean");
    assertThat(clean.code()).isZero();
    assertThat(clean.out()).endsWith("stopped after clean, as asked for\n");
    assertThat(project.runs()).hasSize(2);
  }
}
