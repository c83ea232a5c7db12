package dev.millrace.tuning.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.tuning.trial.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A study that is hurt from outside loses nothing that it had finished, and never hangs. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StudyFaultsTest {
  private static final int TRIALS = 25;
  private static final int KILLS = Integer.getInteger("millrace.faults.kills", 4);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("study.journal");
  }

  @Test
  void a_study_that_is_killed_again_and_again_comes_to_the_same_trials() throws Exception {
    long seed = Long.getLong("millrace.faults.seed", System.nanoTime());
    Random chance = new Random(seed);
    int killed = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      killed += killOnceGrownBy(1 + chance.nextInt(10_000)) ? 1 : 0;
    }
    StudyResult result = Studies.run(Child.spec(TRIALS), file);

    assertThat(killed).as("kills that found it running, seed %d", seed).isPositive();
    assertThat(outcomes(result)).as("seed %d", seed).isEqualTo(outcomes(undisturbed()));
    assertThat(result.best().value()).isEqualTo(undisturbed().best().value());
  }

  private boolean killOnceGrownBy(int bytes) throws Exception {
    long before = Files.exists(file) ? Files.size(file) : 0;
    Process child = Child.start(folder.resolve("out"), 0, file, TRIALS);
    while (child.isAlive() && (!Files.exists(file) || Files.size(file) < before + bytes)) {
      Thread.sleep(1);
    }
    child.destroyForcibly().waitFor();
    return child.exitValue() != 0;
  }

  /** As with a full disk, the end of a line is missing and nothing can be written any more. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void a_study_that_cannot_write_any_more_says_so_and_goes_on_when_it_can() throws Exception {
    Path out = folder.resolve("out");
    Process child = Child.start(out, 9, file, TRIALS);

    assertThat(child.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
    assertThat(child.exitValue()).isEqualTo(3);
    assertThat(Files.readString(out, StandardCharsets.UTF_8)).contains(file.toString());
    assertThat(outcomes(Studies.run(Child.spec(TRIALS), file))).isEqualTo(outcomes(undisturbed()));
  }

  @Test
  void a_trial_that_leaves_its_thread_interrupted_leaves_a_good_file() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Objective keepsTheFlag =
        (point, report) -> {
          begun.countDown();
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
          throw new CancellationException("interrupted");
        };
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread study = new Thread(() -> thrown.set(thrownBy(keepsTheFlag, StudyListener.none())));
    study.setDaemon(true);
    study.start();
    begun.await();
    study.interrupt();
    study.join(30_000);

    assertThat(study.isAlive()).isFalse();
    assertThat(thrown.get()).isInstanceOf(CancellationException.class);
    assertThat(outcomes(Studies.run(Child.spec(TRIALS), file))).isEqualTo(outcomes(undisturbed()));
  }

  @Test
  void a_listener_that_breaks_down_ends_the_study_with_its_error() {
    StudyListener broken =
        new StudyListener() {
          @Override
          public void ended(Trial trial, List<Trial> all) {
            throw new IllegalStateException("a listener broke down");
          }
        };

    assertThatThrownBy(() -> Study.run(Child.spec(TRIALS), file, Studies.OBJECTIVE, broken))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a listener broke down");
  }

  private Throwable thrownBy(Objective objective, StudyListener listener) {
    try {
      Study.run(Child.spec(TRIALS), file, objective, listener);
      return new AssertionError("it ended well");
    } catch (RuntimeException e) {
      return e;
    }
  }

  private StudyResult undisturbed() throws IOException {
    return Studies.run(
        Child.spec(TRIALS), Files.createTempDirectory(folder, "whole").resolve("study"));
  }

  /** All that a study says of a trial, but for when it was and what its number is. */
  private static List<Object> outcomes(StudyResult result) {
    return result.trials().stream()
        .filter(trial -> !trial.interrupted())
        .<Object>map(
            trial ->
                List.of(
                    trial.state(),
                    trial.point(),
                    trial.steps(),
                    trial.folds(),
                    String.valueOf(trial.value()),
                    trial.attributes()))
        .toList();
  }
}
