package dev.millrace.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageCacheTest {
  @TempDir Path folder;
  private Workspace workspace;
  private StageCache cache;
  private long now = 1_000_000;
  private long tick = 1;
  private int worked;

  @BeforeEach
  void open() {
    workspace = Workspace.open(folder, folder.resolve("runs"));
    InstantSource clock = () -> Instant.ofEpochMilli(now += tick);
    cache = new StageCache(workspace.root(), clock);
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void a_stage_runs_once_for_a_key() throws IOException {
    StageOutcome first = run(key("a"));
    StageOutcome second = run(key("a"));

    assertThat(first.cached()).isFalse();
    assertThat(first.reason()).isEqualTo("new");
    assertThat(second.cached()).isTrue();
    assertThat(second.reason()).isEqualTo("nothing it depends on has changed");
    assertThat(worked).isEqualTo(1);
    assertThat(Files.readString(second.folder().resolve("out.txt"))).isEqualTo("1");
  }

  @Test
  void a_changed_part_is_named_as_the_reason() {
    run(key("a"));

    assertThat(cache.decide(key("b")).reason()).isEqualTo("recipe section clean changed");
  }

  @Test
  void an_earlier_key_is_still_there_after_another_one_ran() {
    run(key("a"));
    run(key("b"));

    assertThat(run(key("a")).cached()).isTrue();
  }

  @Test
  void a_damaged_output_is_named_and_made_again() throws IOException {
    Path output = run(key("a")).folder().resolve("out.txt");
    Files.writeString(output, "x");

    assertThat(cache.decide(key("a")).reason())
        .isEqualTo("its output was damaged: out.txt has changed");
    assertThat(run(key("a")).cached()).isFalse();
    Files.delete(output);
    assertThat(cache.decide(key("a")).reason())
        .isEqualTo("its output was damaged: out.txt is missing");
    Files.writeString(output.resolveSibling("stage.json"), "{");
    assertThat(cache.decide(key("a")).reason())
        .isEqualTo("its output was damaged: stage.json cannot be read");
    assertThat(run(key("a")).cached()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[]", "{\"stage\":\"CLEAN\",\"digest\":\"x\"}", ""})
  void a_record_without_its_content_is_a_damaged_output(String json) throws IOException {
    Files.writeString(run(key("a")).folder().resolve("stage.json"), json);

    assertThat(cache.decide(key("a")).reason())
        .isEqualTo("its output was damaged: stage.json cannot be read");
    assertThat(cache.decide(key("b")).reason()).isEqualTo("new");
    assertThat(run(key("a")).cached()).isFalse();
  }

  @Test
  void a_stage_that_fails_leaves_nothing_behind() throws IOException {
    assertThatThrownBy(
            () ->
                cache.run(
                    key("a"),
                    false,
                    into -> {
                      Files.writeString(into.resolve("half"), "written");
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL));

    try (Stream<Path> left = Files.list(workspace.root().resolve("clean"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void only_the_last_few_outputs_are_kept() throws IOException {
    for (String part : List.of("a", "b", "c", "d", "e", "f", "g")) {
      run(key(part));
    }

    try (Stream<Path> left = Files.list(workspace.root().resolve("clean"))) {
      assertThat(left).hasSize(4);
    }
    assertThat(run(key("g")).cached()).isTrue();
    assertThat(run(key("a")).cached()).isFalse();
  }

  @Test
  void what_is_left_of_a_deletion_that_was_killed_goes() throws IOException {
    Path rest = run(key("a")).folder();
    Files.delete(rest.resolve("stage.json"));

    run(key("b"));

    assertThat(rest).doesNotExist();
    assertThat(run(key("b")).cached()).isTrue();
  }

  @Test
  void the_output_just_made_stays_where_the_clock_was_set_back() {
    tick = -1;
    for (String part : List.of("a", "b", "c", "d", "e", "f")) {
      assertThat(run(key(part)).folder()).isDirectory();
    }
  }

  @Test
  void force_runs_a_stage_again() {
    run(key("a"));

    assertThat(cache.run(key("a"), true, into -> worked++).reason()).isEqualTo("asked for");
    assertThat(worked).isEqualTo(2);
  }

  @Test
  void what_a_killed_process_left_is_swept_away_on_opening() throws IOException {
    workspace.close();
    Path orphan = folder.resolve(".millrace/train/.abc.77.partial/deep");
    Files.createDirectories(orphan);
    Path run = folder.resolve("runs/.20260101-000000-aaaa.77.partial");
    Files.createDirectories(run);

    Path notes = Files.createFile(folder.resolve("runs/notes.partial"));

    workspace = Workspace.open(folder, folder.resolve("runs"));

    assertThat(orphan.getParent()).doesNotExist();
    assertThat(run).doesNotExist();
    assertThat(notes).exists();
  }

  @Test
  void a_folder_in_use_is_refused() {
    assertThatThrownBy(() -> Workspace.open(folder, folder.resolve("runs")))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED))
        .hasMessageContaining("is in use by another run");
  }

  private StageOutcome run(StageKey key) {
    return cache.run(key, false, into -> Files.writeString(into.resolve("out.txt"), "" + ++worked));
  }

  private static StageKey key(String section) {
    return StageKey.of(StageName.CLEAN)
        .part("recipe section clean", section)
        .part("code", "1")
        .build();
  }
}
