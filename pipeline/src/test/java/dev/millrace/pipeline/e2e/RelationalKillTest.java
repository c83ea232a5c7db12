package dev.millrace.pipeline.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.pipeline.stage.PackagedFeatures;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed at random moments of a run over several tables. For more of them:
 * {@code ./mvnw test -pl pipeline -am -Dtest=RelationalKillTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dmillrace.kills=50}.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are sent with kill")
class RelationalKillTest {
  private static final int KILLS = Integer.getInteger("millrace.kills", 4);
  private static final int MOST_MILLIS = 400;

  /** What a run tells at its stages, in order. */
  private static final List<String> MOMENTS =
      List.of(
          "read customers",
          "read usage",
          "clean usage",
          "clean tickets",
          "compute features",
          "split, select and encode",
          "train mlp",
          "train logistic",
          "column importance",
          "write the model");

  @TempDir Path folder;

  @Test
  void a_run_that_was_killed_again_and_again_ends_as_one_that_never_was() throws Exception {
    RelationalProject killed = RelationalProject.in(folder.resolve("killed"));
    SplittableRandom random = new SplittableRandom(3);
    for (int kill = 0; kill < KILLS; kill++) {
      int first = MOMENTS.size() * kill / KILLS;
      int next = Math.max(first + 1, MOMENTS.size() * (kill + 1) / KILLS);
      kill(killed, MOMENTS.get(random.nextInt(first, next)), random.nextInt(MOST_MILLIS));
    }
    RelationalProject undisturbed = RelationalProject.in(folder.resolve("undisturbed"));

    mustEqual(killed.mustRun(), undisturbed.mustRun());
    killed.mustBeTidy();
    killed.mustBeWhole();
  }

  /** Kills a run some time after it told of a moment; one that ends before begins from nothing. */
  private static void kill(RelationalProject project, String moment, int millis)
      throws InterruptedException {
    try (Child child = Child.start("run", project.recipe().toString())) {
      if (child.awaitOrEnd(moment)) {
        Thread.sleep(millis);
      }
      child.signal("KILL");
      int code = child.end().code();
      assertThat(code).as(moment).isIn(137, 0);
      if (code == 0) {
        AtomicFiles.deleteTree(project.folder().resolve(".millrace"));
      }
    }
  }

  private static void mustEqual(Path run, Path other) {
    for (String file : List.of("predictions.csv", "model/encoder.json", "model/contract.json")) {
      assertThat(run.resolve(file)).hasSameBinaryContentAs(other.resolve(file));
    }
    assertThat(network(run)).isEqualTo(network(other));
    Path model = run.resolve("model");
    Path otherModel = other.resolve("model");
    assertThat(PackagedFeatures.read(model)).isEqualTo(PackagedFeatures.read(otherModel));
    assertThat(PackagedFeatures.texts(model).resolve("tickets.mood.bin"))
        .hasSameBinaryContentAs(PackagedFeatures.texts(otherModel).resolve("tickets.mood.bin"));
  }

  /** The exported network, which names its run once. */
  private static String network(Path run) {
    String bytes = new String(ProjectFolder.bytes(run.resolve("model/model.onnx")), ISO_8859_1);
    String id = run.getFileName().toString();
    assertThat(bytes).containsOnlyOnce(id);
    return bytes.replace(id, "");
  }
}
