package dev.millrace.tuning.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Seeds;
import dev.millrace.tuning.space.Dimension;
import dev.millrace.tuning.space.Parameter;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.space.SearchSpace;
import dev.millrace.tuning.space.UnitCube;
import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.TrialState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every sampler keeps to. */
class SamplersTest {
  static Stream<SamplerSpec> samplers() {
    return Stream.of(
        new SamplerSpec.Random(),
        new SamplerSpec.Grid(4),
        new SamplerSpec.Genetic(8),
        SamplerSpec.Tpe.defaults());
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void a_candidate_is_a_point_of_the_space_numbered_as_its_trial(SamplerSpec spec) {
    Log log = new Log();
    CandidateGenerator generator =
        Samplers.generator(spec, Spaces.NETWORK, Direction.MINIMIZE, new Seeds(1), log);
    UnitCube cube = new UnitCube(Spaces.NETWORK);
    for (int number = 0; number < 40; number++) {
      Candidate<?> candidate = generator.getCandidate();
      Point point = (Point) candidate.getValue();
      assertThat(candidate.getIndex()).isEqualTo(number);
      assertThat(candidate.getFlatParameters()).hasSize(6);
      assertThat(cube.getValue(candidate.getFlatParameters())).isEqualTo(point);
      assertThat(point.values().containsKey("dropout"))
          .isEqualTo((Long) point.values().get("depth") >= 2);
      log.add(TrialState.COMPLETE, point, Spaces.loss(point));
    }
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void the_seed_decides(SamplerSpec spec) {
    assertThat(run(spec, 60, 7).points()).isEqualTo(run(spec, 60, 7).points());
    assertThat(run(spec, 60, 7).points()).isNotEqualTo(run(spec, 60, 8).points());
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void a_study_goes_on_after_restarts_as_if_there_had_been_none(SamplerSpec spec) {
    Log restarted = new Log();
    for (int count = 1; count <= 60; count += count < 50 ? 7 : 1) {
      restarted.upTo(count, spec, Spaces.NETWORK, Direction.MINIMIZE, 7, Spaces::loss);
    }
    assertThat(restarted.points()).isEqualTo(run(spec, 60, 7).points());
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void failed_trials_and_values_that_are_no_number_do_no_harm(SamplerSpec spec) {
    Log log = new Log();
    CandidateGenerator generator =
        Samplers.generator(spec, Spaces.NETWORK, Direction.MAXIMIZE, new Seeds(1), log);
    for (int number = 0; number < 40; number++) {
      Point point = (Point) generator.getCandidate().getValue();
      if (number % 3 == 0) {
        log.add(TrialState.FAILED, point, null);
      } else {
        log.add(TrialState.COMPLETE, point, number % 3 == 1 ? Double.NaN : Spaces.loss(point));
      }
    }
    assertThat(log.points()).hasSize(40);
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void a_space_without_a_choice_is_refused(SamplerSpec spec) {
    SearchSpace fixed =
        new SearchSpace(List.of(Dimension.of(new Parameter.Choice("network", List.of("mlp")))));
    assertThatThrownBy(
            () -> Samplers.generator(spec, fixed, Direction.MAXIMIZE, new Seeds(1), new Log()))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("nothing to search");
  }

  /** This process is another one than that which they were written down from. */
  @Test
  void tpe_suggests_the_same_in_every_process() {
    Point point = run(SamplerSpec.Tpe.defaults(), 30, 7).points().get(29);
    assertThat(point.values())
        .containsEntry("depth", 2L)
        .containsEntry("width", 80L)
        .containsEntry("batch", 282L)
        .containsEntry("activation", "relu");
    assertThat((Double) point.values().get("rate")).isCloseTo(0.0132866181802, within(1e-9));
  }

  @Test
  void a_grid_gives_every_point_once() {
    Log log = run(new SamplerSpec.Grid(4), Integer.MAX_VALUE, 3);
    Set<Point> points = new HashSet<>(log.points());
    assertThat(points).hasSameSizeAs(log.points());
    int beside = 4 * 4 * 4 * 3;
    assertThat(points).hasSize(beside + 2 * beside * 4);
  }

  @Test
  void a_grid_that_is_too_large_is_refused() {
    assertThatThrownBy(
            () ->
                Samplers.generator(
                    new SamplerSpec.Grid(100),
                    Spaces.NETWORK,
                    Direction.MAXIMIZE,
                    new Seeds(1),
                    new Log()))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("more than 1000000");
  }

  @ParameterizedTest
  @MethodSource("learners")
  void what_learns_becomes_better_in_either_direction(SamplerSpec spec) {
    double early = 0;
    double late = 0;
    for (int seed = 0; seed < 6; seed++) {
      Log least = new Log().upTo(80, spec, Spaces.NETWORK, Direction.MINIMIZE, seed, Spaces::loss);
      Log most =
          new Log()
              .upTo(
                  80, spec, Spaces.NETWORK, Direction.MAXIMIZE, seed, point -> -Spaces.loss(point));
      assertThat(most.points()).isEqualTo(least.points());
      early += mean(least, 0, 10);
      late += mean(least, 70, 80);
    }
    assertThat(late).isLessThan(early * 0.7);
  }

  static Stream<SamplerSpec> learners() {
    return Stream.of(new SamplerSpec.Genetic(12), SamplerSpec.Tpe.defaults());
  }

  private static double mean(Log log, int from, int to) {
    return log.points().subList(from, to).stream()
        .mapToDouble(Spaces::loss)
        .average()
        .orElseThrow();
  }

  private static Log run(SamplerSpec spec, int count, long seed) {
    return new Log().upTo(count, spec, Spaces.NETWORK, Direction.MINIMIZE, seed, Spaces::loss);
  }
}
