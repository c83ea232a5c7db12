package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.command.Captured;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoAtOnceTest {
  @TempDir Path folder;

  @Test
  void a_second_run_in_the_same_folder_is_refused_and_the_first_is_not_disturbed() {
    Project project = Project.in(folder);
    try (Child first = Child.start("run", project.recipe().toString())) {
      first.await("fingerprint");

      Captured second = project.run();
      assertThat(second.code()).isEqualTo(4);
      assertThat(second.out()).isEmpty();
      assertThat(second.err())
          .containsPattern(".millrace is in use by another run \\(process \\d+\\)\\.")
          .contains("Wait until it ends");

      Child.Ended ended = first.end();
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(project.runs()).containsExactly(Project.directory(ended.out()));
      project.mustBeTidy();
    }
  }
}
