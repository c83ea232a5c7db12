package dev.millrace.tuning.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.tuning.pruner.Pruners;
import dev.millrace.tuning.sampler.SamplerSpec;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialAttributes;
import dev.millrace.tuning.trial.TrialState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("study.journal");
  }

  @Test
  void all_trials_are_made_and_the_best_is_found() {
    StudyResult result = Studies.run(Studies.spec(20), file);

    assertThat(result.trials()).hasSize(20).allMatch(t -> t.state() == TrialState.COMPLETE);
    assertThat(result.best().value())
        .isEqualTo(result.trials().stream().mapToDouble(Trial::value).max().orElseThrow());
    assertThat(result.stopped()).isEqualTo("all 20 trials were made");
    assertThat(result.best().folds()).hasSize(2);
    assertThat(result.best().attributes()).containsKey(TrialAttributes.STANDARD_ERROR);
  }

  @Test
  void the_same_seed_gives_the_same_trials() {
    List<Point> one = Studies.points(Studies.run(Studies.spec(15), file));
    List<Point> other = Studies.points(Studies.run(Studies.spec(15), folder.resolve("other")));
    List<Point> another =
        Studies.points(Studies.run(Studies.seeded(8, 15), folder.resolve("another")));

    assertThat(other).isEqualTo(one);
    assertThat(another).isNotEqualTo(one);
  }

  @Test
  void a_study_that_is_asked_for_more_goes_on_as_if_it_had_been_asked_at_once() {
    List<Point> atOnce = Studies.points(Studies.run(Studies.spec(20), file));

    Path other = folder.resolve("other");
    Studies.run(Studies.spec(7), other);
    StudyResult more = Studies.run(Studies.spec(20), other);

    assertThat(Studies.points(more)).isEqualTo(atOnce);
  }

  @Test
  void a_trial_that_is_read_back_is_the_trial_that_ended() {
    List<Trial> live = Studies.run(Studies.spec(10), file).trials();

    assertThat(Studies.run(Studies.spec(10), file).trials()).isEqualTo(live);
  }

  @Test
  void first_points_come_first() {
    Point own =
        new Point(Map.of("depth", 2L, "width-1", 5L, "width-2", 7L, "rate", 0.5, "kind", "b"));
    StudySpec spec = Studies.withFirst(Studies.spec(5), own);

    StudyResult result = Studies.run(spec, file);

    assertThat(result.trials().get(0).point().values()).isEqualTo(own.values());
    assertThat(result.trials()).hasSize(5);
  }

  @Test
  void a_point_is_never_given_to_the_objective_twice() {
    AtomicInteger calls = new AtomicInteger();
    Objective counting =
        (point, report) -> {
          calls.incrementAndGet();
          return new Objective.Score(((Long) point.values().get("n")).doubleValue(), 0);
        };

    StudyResult result =
        Study.run(Studies.tiny(new SamplerSpec.Random(), 1), file, counting, StudyListener.none());

    assertThat(calls).hasValue(4);
    assertThat(result.best().value()).isEqualTo(4);
    assertThat(result.stopped()).contains("no point that was not tried");
    assertThat(result.trials())
        .filteredOn(Trial::duplicate)
        .isNotEmpty()
        .allSatisfy(
            trial -> {
              int first = Integer.parseInt(trial.attributes().get(TrialAttributes.DUPLICATE_OF));
              assertThat(trial.value()).isEqualTo(result.trials().get(first).value());
            });
  }

  @Test
  void a_grid_ends_when_it_is_exhausted() {
    StudyResult result =
        Study.run(
            Studies.tiny(new SamplerSpec.Grid(4), 2),
            file,
            (point, report) -> new Objective.Score(((Long) point.values().get("n")), 0),
            StudyListener.none());

    assertThat(result.trials()).hasSize(4);
    assertThat(result.stopped()).isEqualTo("every point of the space was tried");
  }

  @Test
  void trials_that_do_not_improve_end_the_study() {
    StudySpec spec = Studies.stopping(new StopRule(100, null, 5));

    StudyResult result = Studies.run(spec, file);

    assertThat(result.stopped()).isEqualTo("no better trial among the last 5");
    assertThat(result.trials()).hasSize(result.best().number() + 6);
  }

  @Test
  void no_trial_begins_when_the_time_is_over() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    Objective slow =
        (point, report) -> {
          now.updateAndGet(t -> t.plusSeconds(60));
          return Studies.OBJECTIVE.score(point, report);
        };

    StudyResult result =
        Study.run(
            Studies.stopping(new StopRule(100, Duration.ofMinutes(3), null)),
            file,
            slow,
            StudyListener.none(),
            now::get);

    assertThat(result.trials()).hasSize(3);
    assertThat(result.stopped()).isEqualTo("the time of 180 s was over");
  }

  @Test
  void a_trial_that_fails_says_why_and_the_study_goes_on() {
    Objective half =
        (point, report) -> {
          if ((double) point.values().get("rate") > 0.5) {
            throw new MillraceException(ErrorCode.TRAINING_DIVERGED, "it broke down", "Try less.");
          }
          return Studies.OBJECTIVE.score(point, report);
        };

    StudyResult result = Study.run(Studies.spec(20), file, half, StudyListener.none());

    assertThat(result.trials())
        .filteredOn(trial -> trial.state() == TrialState.FAILED)
        .isNotEmpty()
        .allSatisfy(
            trial ->
                assertThat(trial.attributes())
                    .containsEntry(TrialAttributes.REASON, "it broke down"));
    assertThat(result.best().state()).isEqualTo(TrialState.COMPLETE);
  }

  @Test
  void a_study_without_a_complete_trial_says_why() {
    Objective never =
        (point, report) -> {
          throw new MillraceException(ErrorCode.TRAINING_DIVERGED, "it broke down", "Try less.");
        };

    assertThatThrownBy(() -> Study.run(Studies.spec(3), file, never, StudyListener.none()))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("No trial")
        .hasMessageContaining("it broke down");
  }

  @Test
  void a_fault_of_ours_ends_the_study() {
    Objective broken =
        (point, report) -> {
          throw new IllegalStateException("a bug");
        };

    assertThatThrownBy(() -> Study.run(Studies.spec(3), file, broken, StudyListener.none()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a bug");
  }

  @Test
  void a_pruned_trial_has_the_value_of_its_last_step() {
    StudySpec spec = Studies.pruned(Studies.spec(30), Pruners.median(3, 0));

    StudyResult result = Studies.run(spec, file);

    assertThat(result.trials())
        .filteredOn(trial -> trial.state() == TrialState.PRUNED)
        .isNotEmpty()
        .allSatisfy(
            trial -> assertThat(trial.value()).isEqualTo(trial.steps().lastEntry().getValue()));
  }

  @Test
  void trials_at_a_time_are_as_many_as_asked_for() {
    CountDownLatch both = new CountDownLatch(2);
    Objective together =
        (point, report) -> {
          both.countDown();
          try {
            both.await();
          } catch (InterruptedException e) {
            throw new CancellationException();
          }
          return Studies.OBJECTIVE.score(point, report);
        };

    StudyResult result =
        Study.run(Studies.parallel(Studies.spec(9), 2), file, together, StudyListener.none());

    assertThat(result.trials()).hasSize(9).allMatch(t -> t.state() == TrialState.COMPLETE);
  }

  @Test
  void an_interrupted_study_ends_soon_and_goes_on_later() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(3);
    Objective endless =
        (point, report) -> {
          begun.countDown();
          if (begun.getCount() == 0) {
            try {
              Thread.sleep(60_000);
            } catch (InterruptedException e) {
              throw new CancellationException("interrupted");
            }
          }
          return Studies.OBJECTIVE.score(point, report);
        };
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread study =
        new Thread(
            () -> {
              try {
                Study.run(Studies.spec(10), file, endless, StudyListener.none());
              } catch (CancellationException e) {
                thrown.set(e);
              }
            });
    study.start();
    begun.await();
    study.interrupt();
    study.join(30_000);

    assertThat(study.isAlive()).isFalse();
    assertThat(thrown.get()).isInstanceOf(CancellationException.class);
    StudyResult result = Studies.run(Studies.spec(10), file);
    assertThat(result.trials()).filteredOn(Trial::interrupted).hasSize(1);
    assertThat(Studies.points(result))
        .isEqualTo(Studies.points(Studies.run(Studies.spec(10), folder.resolve("undisturbed"))));
  }

  @Test
  void a_half_line_of_a_killed_process_is_cut_off() throws IOException {
    List<Point> undisturbed = Studies.points(Studies.run(Studies.spec(8), folder.resolve("whole")));
    Studies.run(Studies.spec(5), file);
    Files.writeString(file, "{\"op_code\":4,\"worker_id\":\"mill", StandardOpenOption.APPEND);

    StudyResult result = Studies.run(Studies.spec(8), file);

    assertThat(Studies.points(result)).isEqualTo(undisturbed);
    assertThat(Files.readString(file)).doesNotContain("\"mill{");
  }

  @Test
  void wherever_a_study_is_cut_it_goes_on_to_the_same_trials() throws IOException {
    List<Point> undisturbed = Studies.points(Studies.run(Studies.spec(6), folder.resolve("whole")));
    byte[] whole = Files.readAllBytes(folder.resolve("whole"));
    for (int cut = 1; cut < whole.length; cut += 611) {
      Path part = folder.resolve("cut-" + cut);
      Files.write(part, java.util.Arrays.copyOf(whole, cut));

      StudyResult result = Studies.run(Studies.spec(6), part);

      assertThat(Studies.points(result)).as("cut at %d", cut).isEqualTo(undisturbed);
    }
  }

  @Test
  void another_study_does_not_go_on_with_the_file() {
    Studies.run(Studies.spec(3), file);

    assertThatThrownBy(() -> Studies.run(Studies.seeded(8, 3), file))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("holds another study")
        .extracting(e -> ((MillraceException) e).hint())
        .asString()
        .contains("Move the file away");
  }

  @Test
  void a_damaged_file_is_named_with_its_line() throws IOException {
    Studies.run(Studies.spec(3), file);
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    lines.set(4, "what is this");
    Files.write(file, lines);

    assertThatThrownBy(() -> Studies.run(Studies.spec(3), file))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("Line 5 of the study")
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.JOURNAL_DAMAGED);
  }

  @Test
  void two_cannot_work_on_one_file() {
    Objective nested =
        (point, report) -> {
          assertThatThrownBy(() -> Studies.run(Studies.spec(3), file))
              .isInstanceOf(MillraceException.class)
              .hasMessageContaining("Another process works on the study");
          return Studies.OBJECTIVE.score(point, report);
        };

    StudyResult result = Study.run(Studies.spec(1), file, nested, StudyListener.none());

    assertThat(result.trials()).hasSize(1);
  }

  @Test
  void the_listener_of_a_study_that_was_cut_hears_of_its_past_first() throws IOException {
    Studies.run(Studies.spec(3), folder.resolve("whole"));
    List<String> lines = Files.readAllLines(folder.resolve("whole"), StandardCharsets.UTF_8);
    Files.write(file, lines.subList(0, lines.size() - 1)); // all but the end of the last trial
    ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();

    Study.run(
        Studies.spec(3),
        file,
        Studies.OBJECTIVE,
        new StudyListener() {
          @Override
          public void opened(List<Trial> past) {
            heard.add("opened " + past.stream().filter(Trial::interrupted).count());
          }

          @Override
          public void began(Trial trial) {
            heard.add("began " + trial.number());
          }

          @Override
          public void ended(Trial trial, List<Trial> all) {
            heard.add("ended " + trial.number());
          }
        });

    assertThat(heard).containsExactly("opened 1", "began 3", "ended 3");
  }

  @Test
  void the_listener_hears_every_trial_in_order() {
    ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    StudyListener listener =
        new StudyListener() {
          @Override
          public void began(Trial trial) {
            heard.add("began " + trial.number());
          }

          @Override
          public void ended(Trial trial, List<Trial> all) {
            heard.add("ended " + trial.number());
          }
        };

    Study.run(Studies.spec(3), file, Studies.OBJECTIVE, listener);

    assertThat(heard)
        .containsExactlyElementsOf(
            Stream.of(0, 1, 2).flatMap(n -> Stream.of("began " + n, "ended " + n)).toList());
  }
}
