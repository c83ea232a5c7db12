package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C and kill, in every stage one after the other, then a run to the end. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are sent with kill")
class InterruptionTest {
  private static final int ROWS = 4000;
  private static final List<String> STAGES =
      List.of(
          "read customers",
          "clean customers",
          "split and encode",
          "train mlp",
          "column importance",
          "write the model");

  @TempDir Path folder;

  @Test
  void ctrl_c_in_every_stage_leaves_nothing_half_written_and_the_next_run_goes_on() {
    Project project = project("interrupted");
    for (String stage : STAGES) {
      Child.Ended ended = interrupt(project, stage, "INT");

      assertThat(ended.code()).as(stage).isEqualTo(130);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err())
          .endsWith("interrupted; nothing half-written is left.\n")
          .doesNotContain("error", "Exception");
      assertThat(project.runs()).isEmpty();
      project.mustBeTidy();
    }
    mustEqualAnUndisturbedRun(project);
  }

  @Test
  void a_killed_process_is_swept_up_after_by_the_next_run() {
    Project project = project("killed");
    for (String stage : List.of("read customers", "train mlp", "write the model")) {
      assertThat(interrupt(project, stage, "KILL").code()).as(stage).isEqualTo(137);
    }
    mustEqualAnUndisturbedRun(project);
    project.mustBeTidy();
  }

  private Project project(String name) {
    return Project.with(folder.resolve(name), SmallTable.rows(ROWS, 2));
  }

  private static Child.Ended interrupt(Project project, String stage, String signal) {
    try (Child child = Child.start("run", project.recipe().toString())) {
      child.await(stage);
      child.signal(signal);
      return child.end();
    }
  }

  private void mustEqualAnUndisturbedRun(Project project) {
    Project undisturbed = project("undisturbed");

    assertThat(project.mustRun().resolve("predictions.csv"))
        .hasSameBinaryContentAs(undisturbed.mustRun().resolve("predictions.csv"));
  }
}
