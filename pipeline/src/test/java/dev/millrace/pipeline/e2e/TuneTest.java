package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.pipeline.command.Captured;
import dev.millrace.scoring.ModelPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tune}: from the search to the package. */
class TuneTest {
  private static final String TUNE =
      "tune: {trials: 3, folds: 2, ensemble: 2, refit: training_and_validation,"
          + " space: {dropout: {from: 0, to: 0.6}, learning_rate: [0.01, 0.03]}}\nevaluate:";

  @TempDir Path folder;

  @Test
  void a_tuned_model_is_judged_beside_the_untuned_one_packaged_and_kept() {
    Project project = Project.in(folder);
    project.recipe(text -> text.replace("evaluate:", TUNE));

    Captured run = project.run();

    assertThat(run.code()).as(run.err()).isZero();
    Path directory = Project.directory(run);
    JsonNode metrics = Project.json(directory.resolve("metrics.json"));
    assertThat(metrics.get("tune").get("trials").asInt()).isEqualTo(3);
    assertThat(metrics.get("tune").get("best").asDouble())
        .isGreaterThanOrEqualTo(metrics.get("tune").get("first").asDouble());
    assertThat(metrics.get("baselines").has("untuned")).isTrue();
    assertThat(metrics.get("baselines").has("logistic")).isTrue();
    assertThat(Project.read(directory.resolve("report.html"))).contains("id=\"tuning\"");
    JsonNode study = Project.json(directory.resolve("study.json"));
    assertThat(study.get("trials")).hasSize(3);
    assertThat(study.get("members")).hasSize(2);
    assertThat(Files.exists(directory.resolve("study.journal"))).isTrue();
    assertThat(ModelPackage.load(directory.resolve("model"))).isNotNull();
    assertThat(project.mustRunStages()).containsExactly("package");
  }

  @Test
  void more_trials_go_on_with_the_study() {
    Project project = Project.in(folder);
    project.recipe(text -> text.replace("evaluate:", TUNE));
    Path first = project.mustRun();
    project.recipe(text -> text.replace("evaluate:", TUNE.replace("trials: 3", "trials: 4")));

    JsonNode before = Project.json(first.resolve("study.json")).get("trials");
    JsonNode after = Project.json(project.mustRun().resolve("study.json")).get("trials");

    assertThat(after).hasSize(4);
    for (int i = 0; i < 3; i++) {
      assertThat(after.get(i)).isEqualTo(before.get(i));
    }
  }

  @Test
  void a_recipe_without_the_section_cannot_be_run_to_the_stage() {
    Captured run = Project.in(folder).run("--to", "tune");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("There is nothing to tune", "millrace tune RECIPE");
  }
}
