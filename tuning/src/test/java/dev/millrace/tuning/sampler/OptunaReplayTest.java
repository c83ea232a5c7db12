package dev.millrace.tuning.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.tuning.space.Parameter;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what Optuna 5.0.0 computed, recorded by {@code src/test/python/record_tpe.py}. */
class OptunaReplayTest {
  private static final int DRAWN = 24;
  private static final double EQUAL = 1e-9;
  private static final JsonNode RECORDED = read();

  @ParameterizedTest(name = "{0}")
  @MethodSource("studies")
  void trials_are_split_as_by_optuna(String name, JsonNode study) {
    TpeSplit split = split(study);
    assertThat(split.below().stream().mapToInt(Trial::number).toArray())
        .isEqualTo(ints(study.get("below")));
    assertThat(split.above().stream().mapToInt(Trial::number).toArray())
        .isEqualTo(ints(study.get("above")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("studies")
  void densities_and_what_is_taken_are_those_of_optuna(String name, JsonNode study) {
    double[][] logs = logDensities(study);
    near(logs[0], study.get("log_below"));
    near(logs[1], study.get("log_above"));
    double[] gains = IntStream.range(0, DRAWN).mapToDouble(i -> logs[0][i] - logs[1][i]).toArray();
    int[] order = ints(study.get("order"));
    assertThat(order[0]).isEqualTo(study.get("chosen").asInt());
    for (int i = 1; i < order.length; i++) {
      assertThat(gains[order[i]]).isLessThanOrEqualTo(gains[order[i - 1]] + EQUAL);
    }
  }

  @Test
  void quantiles_of_truncated_normals_are_those_of_optuna() {
    for (JsonNode row : RECORDED.get("quantiles")) {
      double x =
          TruncatedNormal.quantile(
              row.get(0).asDouble(), row.get(1).asDouble(), row.get(2).asDouble(), 0, 1);
      assertThat(x).isCloseTo(row.get(3).asDouble(), within(EQUAL));
    }
  }

  @Test
  void masses_far_out_are_those_of_optuna() {
    for (JsonNode row : RECORDED.get("masses")) {
      double expected = row.get(2).asDouble();
      assertThat(Gaussian.logBetween(row.get(0).asDouble(), row.get(1).asDouble()))
          .isCloseTo(expected, within(EQUAL * Math.max(1, Math.abs(expected))));
    }
  }

  static Stream<Arguments> studies() {
    return StreamSupport.stream(RECORDED.get("studies").spliterator(), false)
        .map(study -> Arguments.of(study.get("name").asText(), study));
  }

  private static void near(double[] actual, JsonNode expected) {
    assertThat(actual).hasSize(expected.size());
    for (int i = 0; i < actual.length; i++) {
      double value = expected.get(i).asDouble();
      assertThat(actual[i]).isCloseTo(value, within(EQUAL * Math.max(1, Math.abs(value))));
    }
  }

  private static double[][] logDensities(JsonNode study) {
    List<TpeDimension> dimensions = parameters(study).stream().map(TpeDimension::of).toList();
    Observations observations = new Observations(dimensions);
    observations.learn(trials(study));
    TpeSplit split = split(study);
    int[] all = IntStream.range(0, dimensions.size()).toArray();
    ParzenEstimator good = new ParzenEstimator(observations, all, numbers(split.below()));
    ParzenEstimator bad = new ParzenEstimator(observations, all, numbers(split.above()));
    double[][] points =
        StreamSupport.stream(study.get("points").spliterator(), false)
            .map(row -> scaled(dimensions, row))
            .toArray(double[][]::new);
    return new double[][] {
      Stream.of(points).mapToDouble(good::logDensity).toArray(),
      Stream.of(points).mapToDouble(bad::logDensity).toArray()
    };
  }

  private static double[] scaled(List<TpeDimension> dimensions, JsonNode row) {
    double[] scaled = new double[dimensions.size()];
    for (int i = 0; i < scaled.length; i++) {
      Parameter parameter = dimensions.get(i).parameter();
      scaled[i] = dimensions.get(i).scaled(value(parameter, row.get(i)));
    }
    return scaled;
  }

  private static int[] numbers(List<Trial> trials) {
    return trials.stream().mapToInt(Trial::number).toArray();
  }

  private static TpeSplit split(JsonNode study) {
    return TpeSplit.of(trials(study), Direction.valueOf(study.get("direction").asText()));
  }

  private static List<Trial> trials(JsonNode study) {
    List<Parameter> parameters = parameters(study);
    List<Trial> trials = new ArrayList<>();
    for (JsonNode recorded : study.get("trials")) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (int i = 0; i < parameters.size(); i++) {
        Parameter parameter = parameters.get(i);
        values.put(parameter.name(), value(parameter, recorded.get("params").get(i)));
      }
      trials.add(trial(trials.size(), recorded, new Point(values)));
    }
    return trials;
  }

  private static Trial trial(int number, JsonNode recorded, Point point) {
    TreeMap<Integer, Double> steps = new TreeMap<>();
    for (Map.Entry<String, JsonNode> step : recorded.get("steps").properties()) {
      steps.put(Integer.valueOf(step.getKey()), step.getValue().asDouble());
    }
    String state = recorded.get("state").asText();
    return new Trial(
        number,
        state.equals("FAIL") ? TrialState.FAILED : TrialState.valueOf(state),
        point,
        steps,
        List.of(),
        recorded.get("value").isNull() ? null : recorded.get("value").asDouble(),
        Map.of(),
        Instant.EPOCH,
        null);
  }

  private static List<Parameter> parameters(JsonNode study) {
    return StreamSupport.stream(study.get("space").spliterator(), false)
        .map(OptunaReplayTest::parameter)
        .sorted(Comparator.comparing(Parameter::name))
        .toList();
  }

  private static Parameter parameter(JsonNode of) {
    String name = of.get("name").asText();
    if (of.has("choices")) {
      List<Object> choices = new ArrayList<>();
      of.get("choices").forEach(choice -> choices.add(choice.asText()));
      return new Parameter.Choice(name, choices);
    }
    boolean log = of.get("log").asBoolean();
    return of.get("kind").asText().equals("real")
        ? new Parameter.Real(name, of.get("low").asDouble(), of.get("high").asDouble(), log)
        : new Parameter.Whole(
            name, of.get("low").asLong(), of.get("high").asLong(), of.get("step").asLong(), log);
  }

  private static Object value(Parameter parameter, JsonNode recorded) {
    if (parameter instanceof Parameter.Choice choice) {
      return choice.values().get(recorded.asInt());
    }
    return parameter instanceof Parameter.Real ? (Object) recorded.asDouble() : recorded.asLong();
  }

  private static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  private static JsonNode read() {
    try (InputStream json = OptunaReplayTest.class.getResourceAsStream("optuna-tpe.json")) {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
