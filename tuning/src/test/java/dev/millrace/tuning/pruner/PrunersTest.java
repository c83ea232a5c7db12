package dev.millrace.tuning.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.support.Json;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialState;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PrunersTest {

  /** What Optuna 5 decided, recorded by src/test/python/record_pruners.py. */
  @Test
  void median_and_halving_decide_as_optuna_does() throws IOException {
    Recorded[] recorded = read();

    assertThat(recorded).hasSizeGreaterThan(40);
    for (Recorded each : recorded) {
      Pruner pruner =
          each.pruner().equals("median")
              ? Pruners.median(each.first(), each.second())
              : Pruners.halving(each.first(), each.second());
      List<Trial> others = new ArrayList<>();
      for (Recorded.Run run : each.trials()) {
        TreeMap<Integer, Double> steps = new TreeMap<>();
        List<Boolean> decisions = new ArrayList<>();
        for (int step = 1; step <= run.values().size(); step++) {
          steps.put(step, run.values().get(step - 1));
          Trial trial = trial(others.size(), TrialState.RUNNING, steps, List.of(), null);
          decisions.add(pruner.prunes(trial, others, Direction.MAXIMIZE));
        }
        assertThat(decisions).as("%s, trial %d", each, others.size()).isEqualTo(run.pruned());
        TrialState state = run.pruned().contains(true) ? TrialState.PRUNED : TrialState.COMPLETE;
        others.add(trial(others.size(), state, steps, List.of(), steps.lastEntry().getValue()));
      }
    }
  }

  /** scipy 1.17: wilcoxon([...], alternative="greater", method="exact"). */
  @Test
  void the_signed_rank_test_is_exact() {
    assertThat(SignedRankTest.greater(new double[] {1, 2, 3, 4})).isEqualTo(0.0625);
    assertThat(SignedRankTest.greater(new double[] {1, 2, -3, 4, 5})).isEqualTo(0.15625);
    assertThat(SignedRankTest.greater(new double[] {-1, -2, -3})).isEqualTo(1);
    assertThat(SignedRankTest.greater(new double[] {0.3, -0.1, 0.2, 0.5, 0.4, -0.05}))
        .isCloseTo(0.078125, within(1e-12));
  }

  @Test
  void a_trial_that_is_behind_in_every_fold_ends_when_that_is_no_accident() {
    Pruner pruner = Pruners.wilcoxon(0.1, 2);
    Trial best = folded(0, TrialState.COMPLETE, 0.9, 0.8, 0.85, 0.9, 0.7);

    assertThat(prunes(pruner, best, folded(1, TrialState.RUNNING, 0.8, 0.7, 0.75))).isFalse();
    assertThat(prunes(pruner, best, folded(1, TrialState.RUNNING, 0.8, 0.7, 0.75, 0.8))).isTrue();
    assertThat(prunes(pruner, best, folded(1, TrialState.RUNNING, 0.8, 0.9, 0.75, 0.8))).isFalse();
  }

  @Property(tries = 200)
  void the_best_trial_is_never_ended(
      @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = 0, max = 1) Double> values,
      @ForAll @IntRange(min = 1, max = 40) int step) {
    List<Trial> others = new ArrayList<>();
    for (double value : values) {
      TreeMap<Integer, Double> steps = new TreeMap<>(Map.of(step, value));
      others.add(
          trial(others.size(), TrialState.COMPLETE, steps, List.of(value, value, value), value));
    }
    Trial best =
        trial(
            others.size(),
            TrialState.RUNNING,
            new TreeMap<>(Map.of(step, 1.0)),
            List.of(1.0, 1.0, 1.0),
            null);

    for (Pruner pruner :
        List.of(Pruners.median(1, 0), Pruners.halving(1, 2), Pruners.wilcoxon(0.5, 1))) {
      assertThat(pruner.prunes(best, others, Direction.MAXIMIZE)).isFalse();
    }
  }

  private static boolean prunes(Pruner pruner, Trial best, Trial trial) {
    return pruner.prunes(trial, List.of(best), Direction.MAXIMIZE);
  }

  private static Trial folded(int number, TrialState state, Double... folds) {
    List<Double> values = List.of(folds);
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return trial(number, state, new TreeMap<>(), values, mean);
  }

  private static Trial trial(
      int number,
      TrialState state,
      NavigableMap<Integer, Double> steps,
      List<Double> folds,
      Double value) {
    return new Trial(
        number, state, new Point(Map.of()), steps, folds, value, Map.of(), Instant.EPOCH, null);
  }

  private static Recorded[] read() throws IOException {
    try (InputStream json = PrunersTest.class.getResourceAsStream("pruners-optuna-5.json")) {
      return Json.mapper().readValue(json, Recorded[].class);
    }
  }

  /** Trials one after another, with what was decided after each step. */
  record Recorded(String pruner, int first, int second, List<Run> trials) {
    record Run(List<Double> values, List<Boolean> pruned) {}
  }
}
