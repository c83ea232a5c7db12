package dev.millrace.tuning.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.tuning.space.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ParzenEstimatorPropertyTest {
  private static final int STEPS = 20_000;

  @Property(tries = 40)
  void the_density_of_a_real_number_integrates_to_one(
      @ForAll @IntRange(max = 60) int observations, @ForAll long seed, @ForAll boolean log) {
    TpeDimension dimension = TpeDimension.of(new Parameter.Real("x", 0.01, 3, log));
    ParzenEstimator estimator = estimator(dimension, observations, seed);
    double width = (dimension.high() - dimension.low()) / STEPS;
    double sum =
        IntStream.range(0, STEPS)
            .mapToDouble(i -> dimension.low() + (i + 0.5) * width)
            .map(x -> Math.exp(estimator.logDensity(new double[] {x})))
            .sum();
    assertThat(sum * width).isCloseTo(1, within(1e-5));
  }

  @Property(tries = 40)
  void the_masses_of_whole_numbers_and_choices_sum_to_one(
      @ForAll @IntRange(max = 60) int observations, @ForAll long seed) {
    for (Parameter parameter :
        List.of(
            new Parameter.Whole("x", -2, 40, 3, false),
            new Parameter.Whole("x", 1, 30, 1, true),
            new Parameter.Choice("x", List.of("a", "b", "c")))) {
      TpeDimension dimension = TpeDimension.of(parameter);
      ParzenEstimator estimator = estimator(dimension, observations, seed);
      double sum =
          Arrays.stream(all(parameter))
              .map(x -> Math.exp(estimator.logDensity(new double[] {x})))
              .sum();
      assertThat(sum).isCloseTo(1, within(1e-9));
    }
  }

  /** Each value as often as its mass says. */
  @Property(tries = 5)
  void samples_follow_the_density(@ForAll long seed) {
    Parameter.Whole parameter = new Parameter.Whole("x", 1, 30, 1, true);
    TpeDimension dimension = TpeDimension.of(parameter);
    ParzenEstimator estimator = estimator(dimension, 12, seed);
    SplittableRandom random = new SplittableRandom(seed);
    int[] counts = new int[parameter.count() + 1];
    for (int i = 0; i < STEPS; i++) {
      counts[((Number) dimension.value(estimator.sample(random)[0])).intValue()]++;
    }
    for (int value = 1; value <= parameter.count(); value++) {
      double mass = Math.exp(estimator.logDensity(new double[] {Math.log(value)}));
      double deviation = Math.sqrt(mass * (1 - mass) / STEPS);
      assertThat(counts[value] / (double) STEPS).isCloseTo(mass, within(6 * deviation + 1e-4));
    }
  }

  private static double[] all(Parameter parameter) {
    TpeDimension dimension = TpeDimension.of(parameter);
    return parameter instanceof Parameter.Whole whole
        ? IntStream.range(0, whole.count())
            .mapToDouble(i -> dimension.scaled(whole.low() + i * whole.step()))
            .toArray()
        : new double[] {0, 1, 2};
  }

  private static ParzenEstimator estimator(TpeDimension dimension, int count, long seed) {
    Observations observations = new Observations(List.of(dimension));
    ParzenEstimator prior = new ParzenEstimator(observations, new int[] {0}, new int[0]);
    SplittableRandom random = new SplittableRandom(seed);
    for (int number = 0; number < count; number++) {
      observations.add(number, prior.sample(random));
    }
    return new ParzenEstimator(observations, new int[] {0}, IntStream.range(0, count).toArray());
  }
}
