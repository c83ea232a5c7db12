package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A limit on the size of files stands for a disk with so much space left. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no ulimit")
class FullDiskTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "files up to {0} KiB")
  @ValueSource(ints = {1, 300, 1200})
  void a_full_disk_is_said_and_with_space_again_the_run_succeeds(int kibibytes) {
    Project project = Project.in(folder);
    try (Child child = Child.startWithFilesUpTo(kibibytes, "run", project.recipe().toString())) {
      Child.Ended ended = child.end();

      System.out.println("@@@ " + kibibytes + " " + ended);
      assertThat(ended.code()).as(ended.err()).isEqualTo(4);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err()).contains("error: The disk is full: ", "Free some space");
      assertThat(project.runs()).isEmpty();
      project.mustBeTidy();
    }

    project.mustRun();
    project.mustBeTidy();
  }
}
