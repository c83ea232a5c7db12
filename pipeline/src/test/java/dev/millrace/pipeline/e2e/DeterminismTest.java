package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.AtomicFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeterminismTest {
  @TempDir Path folder;

  @Test
  void another_process_in_another_folder_gives_the_same_predictions_and_parameters() {
    Path here = Project.in(folder.resolve("here")).mustRun();
    Project there = Project.in(folder.resolve("there"));
    Child.Ended ended;
    try (Child child = Child.start("run", there.recipe().toString())) {
      ended = child.end();
    }

    assertThat(ended.code()).as(ended.err()).isZero();
    mustEqual(Project.directory(ended.out()), here);
  }

  @Test
  void a_run_without_its_stage_cache_gives_the_same_again_and_another_seed_does_not() {
    Project project = Project.in(folder);
    Path first = project.mustRun();
    AtomicFiles.deleteTree(folder.resolve(".millrace"));
    mustEqual(project.mustRun(), first);

    project.recipe(text -> text.replace("seed: 7", "seed: 8"));
    assertThat(Project.bytes(project.mustRun().resolve("predictions.csv")))
        .isNotEqualTo(Project.bytes(first.resolve("predictions.csv")));
  }

  private static void mustEqual(Path run, Path other) {
    assertThat(run.resolve("predictions.csv"))
        .hasSameBinaryContentAs(other.resolve("predictions.csv"));
    assertThat(run.resolve("model/reference-profile.bin"))
        .hasSameBinaryContentAs(other.resolve("model/reference-profile.bin"));
    assertThat(Tables.zipped(run.resolve("model/network.zip"), "coefficients.bin"))
        .isNotEmpty()
        .isEqualTo(Tables.zipped(other.resolve("model/network.zip"), "coefficients.bin"));
  }
}
