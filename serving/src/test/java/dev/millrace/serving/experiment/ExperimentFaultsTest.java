package dev.millrace.serving.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the server: every acknowledged outcome is kept, and none twice. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExperimentFaultsTest {
  private static final int KILLS = Integer.getInteger("millrace.faults.kills", 3);

  @TempDir Path folder;

  @Test
  void a_server_that_is_killed_again_and_again_has_all_that_it_acknowledged() throws Exception {
    long seed = Long.getLong("millrace.faults.seed", System.nanoTime());
    Random chance = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      int more = 1 + chance.nextInt(200);
      int before = acknowledged().size();
      Process child = Child.start(data(), out(), 0);
      waitUntil(child, () -> acknowledged().size() >= before + more);
      child.destroyForcibly().waitFor();
    }

    assertThat(acknowledged()).as("seed %d", seed).hasSizeGreaterThan(KILLS);
    assertAllAreKept("seed " + seed);
  }

  /** As with a full disk, nothing can be written any more; what it says is the smaller file. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void where_the_disk_is_full_outcomes_are_refused_whole_and_ids_are_made_on() throws Exception {
    Process child = Child.start(data(), out(), 32);
    waitUntil(child, () -> said("refused 503 OUTCOMES_NOT_KEPT").size() >= 10);
    child.destroyForcibly().waitFor();

    assertThat(Files.readString(data().resolve("outcomes.jsonl"))).endsWith("}\n");
    assertThat(acknowledged()).isNotEmpty();
    assertAllAreKept("full disk");
  }

  private void assertAllAreKept(String description) throws IOException {
    List<String> kept = new ArrayList<>();
    OutcomeFiles.read(data().resolve("outcomes.jsonl"), line -> kept.add(line.id()));

    assertThat(kept).as(description).doesNotHaveDuplicates().containsAll(acknowledged());
    Experiment.open(data(), null).close();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Path out() {
    return folder.resolve("out");
  }

  /** A line that the kill tore is none. */
  private List<String> acknowledged() {
    return said("").stream().filter(line -> line.matches("[A-Za-z0-9_-]{52}")).toList();
  }

  private List<String> said(String beginning) {
    try {
      return Files.exists(out())
          ? Files.readAllLines(out()).stream().filter(line -> line.startsWith(beginning)).toList()
          : List.of();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void waitUntil(Process child, BooleanSupplier done) throws Exception {
    while (!done.getAsBoolean()) {
      assertThat(child.isAlive()).as(() -> "runs; it said " + said("")).isTrue();
      Thread.sleep(10);
    }
  }
}
