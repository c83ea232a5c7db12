package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.command.Captured;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate.folds}: the way of training, judged on other cuts of the rows. */
class CrossValidationTest {
  @TempDir Path folder;

  @Test
  void folds_that_are_asked_for_are_in_summary_and_report_and_change_nothing_else() {
    Project project = Project.in(folder);
    Path without = project.mustRun();
    project.recipe(text -> text.replace("bootstrap: 100", "bootstrap: 100, folds: 3"));

    Captured run = project.run();

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern(
            "cross-validation ROC-AUC 0\\.[0-9]{4}, standard error 0\\.[0-9]{4} over 3 folds");
    Path with = Project.directory(run);
    assertThat(Project.read(with.resolve("report.html")))
        .contains("id=\"folds\"", "Trained anew on each of 3 folds");
    assertThat(Project.read(without.resolve("report.html"))).doesNotContain("id=\"folds\"");
    assertThat(with.resolve("predictions.csv"))
        .hasSameBinaryContentAs(without.resolve("predictions.csv"));
    project.mustBeTidy();
  }
}
