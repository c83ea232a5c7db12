package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  private static final String SAID = "error: The disk is full: ";
  private static final List<String> TOO_SMALL = List.of("64k", "1m", "1900k");

  @TempDir Path folder;

  /** A disk that grows: a small one of our own, seen by no other process. */
  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "a disk of our own is mounted as Linux does it")
  void a_full_disk_is_said_and_with_space_again_the_run_succeeds() {
    List<String> ownDisk = ownDisk();
    Project project = Project.in(folder.resolve("project"));
    Path disk = folder.resolve("disk");
    List<String> command = new ArrayList<>(ownDisk);
    command.addAll(List.of("bash", "-c", script(project.folder(), disk), "millrace"));
    command.addAll(Child.java("run", disk.resolve("small.yaml").toString()));

    String said;
    try (Child child = Child.startCommand(command)) {
      said = child.end().out();
    }

    String[] runs = said.split("=== ");
    assertThat(runs).as(said).hasSize(TOO_SMALL.size() + 2);
    for (int i = 1; i <= TOO_SMALL.size(); i++) {
      assertThat(runs[i])
          .contains(SAID, "Free some space", "\nexit 4\n", "\npartial 0\n", "\nruns 0\n")
          .doesNotContain("Exception", "\tat ");
    }
    assertThat(runs[TOO_SMALL.size() + 1]).contains("\nexit 0\n", "\npartial 0\n", "\nruns 1\n");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no ulimit")
  void a_full_folder_for_temporary_files_is_said_too() {
    Project project = Project.in(folder);
    try (Child child = Child.startWithFilesUpTo(1, "run", project.recipe().toString())) {
      Child.Ended ended = child.end();

      assertThat(ended.code()).as(ended.err()).isEqualTo(4);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err()).contains(SAID + System.getProperty("java.io.tmpdir"));
      project.mustBeTidy();
    }
  }

  private static String script(Path project, Path disk) {
    return """
        set -e
        mkdir -p '%2$s'
        mount -t tmpfs -o size=1m tmpfs '%2$s'
        cp '%1$s'/* '%2$s'
        for size in %3$s 100m; do
          mount -o remount,size=$size '%2$s'
          echo "=== $size"
          code=0; "$@" 2>&1 || code=$?
          echo "exit $code"
          echo "partial $(find '%2$s' -name '*.partial' | wc -l)"
          echo "runs $(find '%2$s/runs/small' -mindepth 1 -maxdepth 1 2>/dev/null | wc -l)"
        done
        """
        .formatted(project, disk, String.join(" ", TOO_SMALL));
  }

  /** How a command gets a file system of its own here. */
  private static List<String> ownDisk() {
    List<String> wanted = List.of("unshare", "--mount", "--user", "--map-root-user");
    List<List<String>> ways = List.of(wanted.subList(0, 2), wanted);
    for (List<String> way : ways) {
      List<String> trial =
          Stream.concat(way.stream(), Stream.of("mount", "-t", "tmpfs", "tmpfs", "/mnt")).toList();
      try (Child child = Child.startCommand(trial)) {
        if (child.end().code() == 0) {
          return way;
        }
      }
    }
    assumeTrue(false, "skipped: nobody may mount a small disk here");
    return List.of();
  }
}
