package dev.millrace.tuning.sampler;

import dev.millrace.contract.support.Seeds;
import dev.millrace.tuning.space.Dimension;
import dev.millrace.tuning.space.SearchSpace;
import dev.millrace.tuning.space.UnitCube;
import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialState;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Tree-structured Parzen estimator as in Optuna 5 (multivariate, constant liar): of some points
 * drawn like the best trials the one that is most like them and least like the others. Parameters
 * that all trials have are chosen together; one that only some have, after that and by itself, from
 * the trials that have it.
 *
 * <p>Keeps nothing but what follows from the trials; random numbers come from the trial's number.
 */
final class TpeProposer implements Proposer {
  private final SamplerSpec.Tpe spec;
  private final UnitCube cube;
  private final Direction direction;
  private final Seeds seeds;
  private final Observations observations;

  TpeProposer(
      SamplerSpec.Tpe spec, SearchSpace space, UnitCube cube, Direction direction, Seeds seeds) {
    this.spec = spec;
    this.cube = cube;
    this.direction = direction;
    this.seeds = seeds;
    List<String> names = cube.names();
    this.observations =
        new Observations(
            space.dimensions().stream()
                .filter(dimension -> names.contains(dimension.name()))
                .map(Dimension::parameter)
                .map(TpeDimension::of)
                .toList());
  }

  @Override
  public void replay(int number, List<Trial> trials) {}

  @Override
  public double[] propose(int number, List<Trial> trials) {
    SplittableRandom random = seeds.derive(number).random();
    List<Trial> others = trials.stream().filter(trial -> trial.number() != number).toList();
    return TpeSplit.learned(others) < spec.startup()
        ? random.doubles(cube.numParameters()).toArray()
        : learned(others, random);
  }

  private double[] learned(List<Trial> trials, SplittableRandom random) {
    observations.learn(trials);
    TpeSplit split = TpeSplit.of(trials, direction);
    int[] together = sharedDimensions(trials);
    double[] coordinates = new double[cube.numParameters()];
    fill(together, split, random, coordinates);
    for (int dimension = 0; dimension < coordinates.length; dimension++) {
      if (Arrays.binarySearch(together, dimension) < 0) {
        fill(new int[] {dimension}, split, random, coordinates);
      }
    }
    return coordinates;
  }

  /** Those that all complete and pruned trials have. */
  private int[] sharedDimensions(List<Trial> trials) {
    int[] finished =
        trials.stream()
            .filter(trial -> trial.state().finished() && trial.state() != TrialState.FAILED)
            .mapToInt(Trial::number)
            .toArray();
    return IntStream.range(0, cube.numParameters())
        .filter(dimension -> observations.allHave(finished, dimension))
        .toArray();
  }

  private void fill(
      int[] dimensions, TpeSplit split, SplittableRandom random, double[] coordinates) {
    if (dimensions.length == 0) {
      return;
    }
    double[] best = best(dimensions, split, random);
    for (int i = 0; i < dimensions.length; i++) {
      TpeDimension dimension = observations.dimensions().get(dimensions[i]);
      coordinates[dimensions[i]] = cube.coordinate(dimensions[i], dimension.value(best[i]));
    }
  }

  private double[] best(int[] dimensions, TpeSplit split, SplittableRandom random) {
    ParzenEstimator good = estimator(dimensions, split.below());
    ParzenEstimator bad = estimator(dimensions, split.above());
    double[] best = {};
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < spec.candidates(); i++) {
      double[] candidate = good.sample(random);
      double gain = good.logDensity(candidate) - bad.logDensity(candidate);
      if (i == 0 || gain > most) {
        best = candidate;
        most = gain;
      }
    }
    return best;
  }

  private ParzenEstimator estimator(int[] dimensions, List<Trial> trials) {
    int[] members =
        trials.stream()
            .mapToInt(Trial::number)
            .filter(number -> observations.has(number, dimensions))
            .toArray();
    return new ParzenEstimator(observations, dimensions, members);
  }
}
