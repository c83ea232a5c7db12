package dev.millrace.serving.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
  private static final IdKey KEY = IdKey.of("000102030405060708090a0b0c0d0e0f");

  @TempDir Path folder;

  @Test
  void an_outcome_is_taken_once_and_sending_it_again_is_no_fault() throws Exception {
    try (Experiment experiment = Experiment.open(folder, null)) {
      String id = alone(experiment, "1");

      assertThat(Posts.post(experiment, true, id)).isEqualTo(new OutcomeResult(1, 0, List.of()));
      assertThat(Posts.post(experiment, true, id)).isEqualTo(new OutcomeResult(0, 1, List.of()));
      assertThat(Posts.post(experiment, true, id, id))
          .isEqualTo(new OutcomeResult(0, 2, List.of()));
    }
    assertThat(lines()).hasSize(1);
  }

  @Test
  void a_data_folder_that_is_none_is_named() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> Experiment.open(file, null))
        .hasMessage("The data folder %s cannot be made, or is no folder.", file);
  }

  @Test
  void the_same_prediction_twice_in_one_request_is_taken_once() throws Exception {
    try (Experiment experiment = Experiment.open(folder, null)) {
      String id = alone(experiment, "1");

      assertThat(Posts.post(experiment, true, id, id))
          .isEqualTo(new OutcomeResult(1, 1, List.of()));
    }
    assertThat(lines()).hasSize(1);
  }

  @Test
  void an_outcome_that_says_the_opposite_is_a_problem_and_the_first_one_stays() throws Exception {
    try (Experiment experiment = Experiment.open(folder, null)) {
      String id = alone(experiment, "1");
      Posts.post(experiment, true, id);

      assertThat(Posts.post(experiment, false, id).problems())
          .containsExactly(
              new OutcomeProblem(
                  1,
                  id,
                  "The outcome true was taken before and false came now; the first one stays."));
      assertThat(experiment.quality(Arm.CHAMPION).positives()).isEqualTo(1);
    }
  }

  @Test
  void good_outcomes_are_taken_beside_bad_ones_and_every_problem_is_named() throws Exception {
    try (Experiment experiment = Experiment.open(folder, null)) {
      String good = alone(experiment, "1");
      String forged = good.substring(0, 51) + (good.endsWith("A") ? "B" : "A");
      String body =
          "{\"outcomes\":[{\"id\":\"%s\",\"outcome\":true},{\"id\":\"%s\",\"outcome\":\"Yes\"},{\"id\":\"%s\"}]}"
              .formatted(forged, good, good);
      OutcomeResult result = Posts.post(experiment, body.getBytes(StandardCharsets.UTF_8));

      assertThat(result.accepted()).isEqualTo(1);
      assertThat(result.problems())
          .extracting(OutcomeProblem::number, OutcomeProblem::id)
          .containsExactly(tuple(1, forged), tuple(3, good));
      assertThat(result.problems().get(0).message())
          .isEqualTo("No prediction of this server has this id.");
    }
  }

  @Test
  void what_was_taken_is_known_after_a_restart() throws Exception {
    String id;
    ExperimentStatus before;
    try (Experiment experiment = Experiment.open(folder, null)) {
      Contest contest = experiment.begin(Models.version("1"), Models.shadow("2"));
      id = contest.id(contest.number(), Arm.CHAMPION, 0.9, 0.6);
      Posts.post(experiment, true, id);
      before = Objects.requireNonNull(experiment.status());
    }
    try (Experiment experiment = Experiment.open(folder, null)) {
      experiment.begin(Models.version("1"), Models.shadow("2"));
      ExperimentStatus after = Objects.requireNonNull(experiment.status());

      assertThat(after.difference()).isEqualTo(before.difference());
      assertThat(after.outcomes()).isEqualTo(new ArmCounts(1, 1));
      assertThat(Posts.post(experiment, true, id).duplicates()).isEqualTo(1);
      assertThat(Posts.post(experiment, false, id).problems()).hasSize(1);
    }
  }

  @Test
  void another_pair_begins_anew_and_outcomes_of_the_old_one_are_kept_all_the_same()
      throws Exception {
    try (Experiment experiment = Experiment.open(folder, null)) {
      Contest old = experiment.begin(Models.version("1"), Models.shadow("2"));
      String first = old.id(old.number(), Arm.CHAMPION, 0.9, 0.6);
      String late = old.id(old.number(), Arm.CHAMPION, 0.8, 0.6);
      Posts.post(experiment, true, first);
      experiment.begin(Models.version("1"), Models.shadow("3"));

      assertThat(status(experiment).outcomes()).isEqualTo(new ArmCounts(0, 0));
      assertThat(Posts.post(experiment, true, late).accepted()).isEqualTo(1);
      assertThat(status(experiment).difference()).isNull();

      experiment.begin(Models.version("1"), Models.shadow("2"));
      assertThat(status(experiment).outcomes()).isEqualTo(new ArmCounts(2, 2));
    }
  }

  @Test
  void the_shadow_is_compared_row_by_row() throws Exception {
    try (Experiment experiment = Experiment.open(folder, null)) {
      Contest contest = experiment.begin(Models.version("1"), Models.shadow("2"));
      String[] ids =
          IntStream.range(0, 400)
              .mapToObj(i -> contest.id(contest.number(), Arm.CHAMPION, 0.5, 0.9))
              .toArray(String[]::new);
      String unscored = contest.id(contest.number(), Arm.CHAMPION, 0.5, Double.NaN);
      Posts.post(experiment, true, ids);
      Posts.post(experiment, true, unscored);
      ExperimentStatus status = status(experiment);

      assertThat(status.rows()).isEqualTo(new ArmCounts(401, 0));
      assertThat(status.outcomes()).isEqualTo(new ArmCounts(401, 400));
      assertThat(Objects.requireNonNull(status.difference()).mean()).isCloseTo(0.24, within(1e-6));
      assertThat(status.verdict()).isEqualTo(Verdict.CHALLENGER);
      assertThat(status.champion()).isEqualTo("1");
      assertThat(status.challenger()).isEqualTo("2");
      assertThat(status.confidence()).isEqualTo(0.95);
    }
  }

  @Test
  void a_split_is_compared_between_its_arms() throws Exception {
    try (Experiment experiment = Experiment.open(folder, null)) {
      Contest contest = experiment.begin(Models.version("1"), Models.split("2", 0.5));
      for (Arm arm : Arm.values()) {
        String[] ids =
            IntStream.range(0, 400)
                .mapToObj(
                    i ->
                        contest.id(
                            contest.number(),
                            arm,
                            arm == Arm.CHAMPION ? 0.9 : Double.NaN,
                            arm == Arm.CHAMPION ? Double.NaN : 0.3))
                .toArray(String[]::new);
        Posts.post(experiment, true, ids);
      }
      ExperimentStatus status = status(experiment);

      assertThat(status.rows()).isEqualTo(new ArmCounts(400, 400));
      assertThat(status.outcomes()).isEqualTo(new ArmCounts(400, 400));
      assertThat(status.verdict()).isEqualTo(Verdict.CHAMPION);
      assertThat(experiment.quality(Arm.CHALLENGER).correct()).isZero();
    }
  }

  @Test
  void where_both_models_scored_the_rows_of_a_split_they_are_compared_row_by_row()
      throws Exception {
    try (Experiment experiment = Experiment.open(folder, null)) {
      Contest contest = experiment.begin(Models.version("1"), Models.split("2", 0.5));
      String[] ids = {
        contest.id(contest.number(), Arm.CHAMPION, 0.5, 0.9),
        contest.id(contest.number(), Arm.CHALLENGER, 0.5, 0.9)
      };
      Posts.post(experiment, true, ids);

      assertThat(status(experiment).outcomes()).isEqualTo(new ArmCounts(1, 1));
      assertThat(Objects.requireNonNull(status(experiment).difference()).mean())
          .isCloseTo(0.24, within(1e-6));
    }
  }

  @Test
  void a_champion_that_is_alone_has_no_status_but_its_quality_is_known() throws Exception {
    try (Experiment experiment = Experiment.open(folder, null)) {
      String[] ids = {alone(experiment, "1"), alone(experiment, "1")};
      assertThat(experiment.status()).isNull();
      assertThat(experiment.quality(Arm.CHAMPION)).isEqualTo(new LiveQuality(0, 0, 0, null));

      Posts.post(experiment, true, ids[0]);
      Posts.post(experiment, false, ids[1]);
      assertThat(experiment.quality(Arm.CHAMPION))
          .isEqualTo(new LiveQuality(2, 1, 1, (0.0625 + 0.5625) / 2));
    }
  }

  @Test
  void replicas_with_one_key_take_outcomes_of_each_other() throws Exception {
    try (Experiment one = Experiment.open(folder.resolve("one"), KEY);
        Experiment other = Experiment.open(folder.resolve("other"), KEY);
        Experiment stranger = Experiment.open(folder.resolve("stranger"), null)) {
      String id = alone(one, "1");
      other.begin(Models.version("1"), null);
      stranger.begin(Models.version("1"), null);

      assertThat(Posts.post(other, true, id).accepted()).isEqualTo(1);
      assertThat(other.quality(Arm.CHAMPION).outcomes()).isEqualTo(1);
      assertThat(Posts.post(stranger, true, id).problems()).hasSize(1);
    }
  }

  @Test
  void a_prediction_from_the_future_is_a_problem() throws Exception {
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    try (Experiment one = Experiment.open(folder.resolve("one"), KEY, ahead, Long.MAX_VALUE);
        Experiment other = Experiment.open(folder.resolve("other"), KEY)) {
      other.begin(Models.version("1"), null);

      assertThat(Posts.post(other, true, alone(one, "1")).problems())
          .extracting(OutcomeProblem::message)
          .containsExactly("The prediction is from the future; set the server's clock.");
    }
  }

  @Test
  void ids_made_on_many_threads_differ() {
    try (Experiment experiment = Experiment.open(folder, null)) {
      Contest contest = experiment.begin(Models.version("1"), null);
      Set<String> ids = ConcurrentHashMap.newKeySet();
      IntStream.range(0, 50_000)
          .parallel()
          .forEach(i -> ids.add(contest.id(contest.number(), Arm.CHAMPION, 0.5, Double.NaN)));

      assertThat(ids).hasSize(50_000);
      assertThat(contest.rows()).isEqualTo(new ArmCounts(50_000, 0));
    }
  }

  @Test
  void a_row_falls_by_its_key_or_without_one_by_its_number() {
    try (Experiment experiment = Experiment.open(folder, null)) {
      Contest contest = experiment.begin(Models.version("1"), Models.split("2", 0.3));
      Set<Arm> arms = new HashSet<>();
      for (int i = 0; i < 100; i++) {
        arms.add(contest.armOf("7590-VHVEG", contest.number()));
      }
      assertThat(arms).hasSize(1);

      long challenged =
          IntStream.range(0, 10_000)
              .filter(i -> contest.armOf(null, contest.number()) == Arm.CHALLENGER)
              .count();
      assertThat((double) challenged).isCloseTo(3_000, within(250.0));
    }
  }

  @Test
  void an_id_is_not_made_of_what_is_no_probability() {
    try (Experiment experiment = Experiment.open(folder, null)) {
      Contest contest = experiment.begin(Models.version("1"), Models.shadow("2"));

      assertThatThrownBy(() -> contest.id(1, Arm.CHAMPION, Double.NaN, 0.5))
          .hasMessage("a probability is in [0, 1], not NaN");
      assertThatThrownBy(() -> contest.id(1, Arm.CHALLENGER, 0.5, 0.5))
          .hasMessage("only the challenger of a split answers rows");
    }
  }

  @Test
  void a_torn_last_line_is_cut_off() throws Exception {
    try (Experiment experiment = Experiment.open(folder, null)) {
      Posts.post(experiment, true, alone(experiment, "1"));
    }
    List<String> before = lines();
    Files.writeString(folder.resolve("outcomes.jsonl"), "{\"id\":\"Ew", StandardOpenOption.APPEND);
    try (Experiment experiment = Experiment.open(folder, null)) {
      Posts.post(experiment, true, alone(experiment, "1"));
    }

    assertThat(lines()).hasSize(2).startsWith(before.get(0));
  }

  @Test
  void a_line_that_was_changed_is_named_unless_it_is_the_last() throws Exception {
    try (Experiment experiment = Experiment.open(folder, null)) {
      Posts.post(experiment, true, alone(experiment, "1"));
    }
    Path file = folder.resolve("outcomes.jsonl");
    Files.writeString(file, "\0\0\0\n", StandardOpenOption.APPEND);
    Experiment.open(folder, null).close();
    assertThat(lines()).hasSize(1);

    Files.writeString(file, "no outcome\n" + lines().get(0) + "\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Experiment.open(folder, null))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.JOURNAL_DAMAGED))
        .hasMessage(file + ": line 2 was changed: expected an outcome.");
  }

  @Test
  void a_full_file_is_put_aside_and_still_known() throws Exception {
    String[] ids = new String[5];
    try (Experiment experiment = Experiment.open(folder, null, Clock.systemUTC(), 150)) {
      for (int i = 0; i < ids.length; i++) {
        ids[i] = alone(experiment, "1");
        Posts.post(experiment, true, ids[i]);
        Thread.sleep(2);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".jsonl"))).hasSize(3);
    }
    try (Experiment experiment = Experiment.open(folder, null)) {
      experiment.begin(Models.version("1"), null);
      assertThat(Posts.post(experiment, true, ids).duplicates()).isEqualTo(5);
      assertThat(experiment.quality(Arm.CHAMPION).outcomes()).isEqualTo(5);
    }
  }

  @Test
  void one_server_at_a_time_has_a_folder() {
    try (Experiment first = Experiment.open(folder, null)) {
      assertThat(first.begin(Models.version("1"), null)).isNotNull();
      assertThatThrownBy(() -> Experiment.open(folder, null))
          .isInstanceOfSatisfying(
              MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED));
    }
    Experiment.open(folder, null).close();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void the_key_is_for_its_owner_only() throws Exception {
    Experiment.open(folder, null).close();

    assertThat(Files.getPosixFilePermissions(folder.resolve("id.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void a_key_that_is_none_is_refused_without_saying_it() {
    assertThatThrownBy(() -> IdKey.of("secret"))
        .isInstanceOf(MillraceException.class)
        .hasMessage("Expected 32 hexadecimal digits for the key of prediction ids.");
  }

  private static String alone(Experiment experiment, String version) {
    Contest contest = experiment.begin(Models.version(version), null);
    return contest.id(contest.number(), Arm.CHAMPION, 0.75, Double.NaN);
  }

  private static ExperimentStatus status(Experiment experiment) {
    return Objects.requireNonNull(experiment.status());
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("outcomes.jsonl"));
  }
}
