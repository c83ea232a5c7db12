package dev.millrace.tuning.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contract.support.Seeds;
import dev.millrace.tuning.space.Condition;
import dev.millrace.tuning.space.Dimension;
import dev.millrace.tuning.space.Parameter;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.space.SearchSpace;
import dev.millrace.tuning.space.UnitCube;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialState;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ImportanceTest {
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              Dimension.of(new Parameter.Real("a", 0, 1, false)),
              Dimension.of(new Parameter.Real("b", 0, 1, false)),
              Dimension.of(new Parameter.Choice("only", List.of("x"))),
              Dimension.of(new Parameter.Choice("deep", List.of(true, false))),
              new Dimension(
                  new Parameter.Real("dropout", 0, 1, false),
                  List.of(new Condition.OneOf("deep", List.of(true))))));
  private static final Seeds SEEDS = new Seeds(1);

  @Test
  void shares_are_those_of_the_variance() {
    Map<String, Double> shares =
        shares(of(300, point -> 2 * number(point, "a") + number(point, "b")));
    assertThat(shares.get("a")).isCloseTo(0.8, within(0.05));
    assertThat(shares.get("b")).isCloseTo(0.2, within(0.05));
    assertThat(shares.get("deep")).isLessThan(0.02);
    assertThat(shares).doesNotContainKey("only");
  }

  @Test
  void what_two_parameters_do_together_is_in_neither_share() {
    Map<String, Double> shares =
        shares(of(400, point -> number(point, "a") > 0.5 == number(point, "b") > 0.5 ? 1 : 0));
    assertThat(shares.get("a") + shares.get("b")).isLessThan(0.1);
  }

  @Test
  void a_choice_counts_as_often_as_it_is_drawn() {
    Map<String, Double> shares =
        shares(
            of(
                400,
                point -> number(point, "a") + (point.values().get("deep").equals(true) ? 0.5 : 0)));
    assertThat(shares.get("a")).isCloseTo(4 / 7.0, within(0.05));
    assertThat(shares.get("deep")).isCloseTo(3 / 7.0, within(0.05));
  }

  @Test
  void a_conditional_parameter_matters_where_it_exists() {
    Map<String, Double> shares =
        shares(of(300, point -> (Double) point.values().getOrDefault("dropout", 0.5)));
    assertThat(shares.get("dropout")).isGreaterThan(0.8);
    assertThat(Importance.of(SPACE, of(50, point -> number(point, "b")), SEEDS).parameters())
        .first()
        .extracting(ParameterImportance::name)
        .isEqualTo("b");
  }

  @Test
  void the_same_trials_give_the_same() {
    List<Trial> trials = of(60, point -> number(point, "a"));
    assertThat(Importance.of(SPACE, trials, SEEDS)).isEqualTo(Importance.of(SPACE, trials, SEEDS));
  }

  @Test
  void too_few_or_equal_trials_say_so() {
    Importance few = Importance.of(SPACE, of(7, point -> number(point, "a")), SEEDS);
    assertThat(few.parameters()).isEmpty();
    assertThat(few.missing())
        .isEqualTo("importance needs at least 8 complete trials, and there are 7");
    assertThat(Importance.of(SPACE, of(20, point -> 0.5), SEEDS).missing())
        .isEqualTo("all complete trials have the same value");
  }

  @Test
  void trials_that_are_not_complete_or_no_number_do_not_count() {
    List<Trial> trials = new ArrayList<>(of(60, point -> number(point, "a")));
    Importance before = Importance.of(SPACE, trials, SEEDS);
    trials.add(trial(60, TrialState.PRUNED, trials.get(0).point(), 100.0));
    trials.add(trial(61, TrialState.COMPLETE, trials.get(0).point(), Double.NaN));
    assertThat(Importance.of(SPACE, trials, SEEDS)).isEqualTo(before);
  }

  /** Recorded by {@code src/test/python/record_importance.py}; other random trees. */
  @Test
  void shares_are_near_those_of_optuna() throws IOException {
    SearchSpace space =
        new SearchSpace(
            List.of(
                Dimension.of(new Parameter.Real("a", 0, 1, false)),
                Dimension.of(new Parameter.Real("rate", -4, 0, false)),
                Dimension.of(new Parameter.Real("idle", -1, 1, false)),
                Dimension.of(new Parameter.Whole("depth", 1, 4, 1, false))));
    JsonNode recorded;
    try (InputStream json = ImportanceTest.class.getResourceAsStream("optuna-fanova.json")) {
      recorded = new ObjectMapper().readTree(json);
    }
    List<Trial> trials = new ArrayList<>();
    for (JsonNode one : recorded.get("trials")) {
      trials.add(
          trial(
              trials.size(),
              TrialState.COMPLETE,
              point(one.get("params")),
              one.get("value").asDouble()));
    }
    for (ParameterImportance ours : Importance.of(space, trials, SEEDS).parameters()) {
      assertThat(ours.share())
          .as(ours.name())
          .isCloseTo(recorded.get("shares").get(ours.name()).asDouble(), within(0.05));
    }
  }

  private static Point point(JsonNode params) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : List.of("a", "rate", "idle")) {
      values.put(name, params.get(name).asDouble());
    }
    values.put("depth", params.get("depth").asLong());
    return new Point(values);
  }

  private static double number(Point point, String name) {
    return (Double) point.values().get(name);
  }

  private static Map<String, Double> shares(List<Trial> trials) {
    Map<String, Double> shares = new LinkedHashMap<>();
    Importance.of(SPACE, trials, SEEDS)
        .parameters()
        .forEach(parameter -> shares.put(parameter.name(), parameter.share()));
    assertThat(List.copyOf(shares.values())).isSortedAccordingTo((x, y) -> Double.compare(y, x));
    return shares;
  }

  private static List<Trial> of(int count, ToDoubleFunction<Point> value) {
    UnitCube cube = new UnitCube(SPACE);
    SplittableRandom random = new SplittableRandom(5);
    List<Trial> trials = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Point point = cube.getValue(random.doubles(cube.numParameters()).toArray());
      trials.add(trial(number, TrialState.COMPLETE, point, value.applyAsDouble(point)));
    }
    return trials;
  }

  private static Trial trial(int number, TrialState state, Point point, double value) {
    return new Trial(
        number,
        state,
        point,
        new TreeMap<>(),
        List.of(),
        value,
        Map.of(),
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
