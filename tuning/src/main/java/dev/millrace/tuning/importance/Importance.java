package dev.millrace.tuning.importance;

import dev.millrace.contract.support.Seeds;
import dev.millrace.tuning.space.SearchSpace;
import dev.millrace.tuning.space.UnitCube;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How much each parameter matters: functional analysis of variance (Hutter, Hoos and Leyton-Brown
 * 2014) over the complete trials of a study. A forest of regression trees stands for the objective;
 * a parameter's share is the part of a tree's variance over the whole space that is left when all
 * other parameters are averaged out. What is missing to 1 is due to parameters together. A
 * parameter that a trial does not have is taken for the middle of its range there.
 *
 * @param parameters those with more than one value, the most important first
 * @param missing why there are none; null where there are
 */
public record Importance(List<ParameterImportance> parameters, @Nullable String missing) {
  private static final int TREES = 64;
  private static final int FEWEST = 8;
  private static final double MIDDLE = 0.5;

  public Importance {
    parameters = List.copyOf(parameters);
  }

  /** The importance in a study; the same trials and seeds give the same. */
  public static Importance of(SearchSpace space, List<Trial> trials, Seeds seeds) {
    List<Trial> complete = trials.stream().filter(Importance::counts).toList();
    if (complete.size() < FEWEST) {
      return none(
          "importance needs at least %d complete trials, and there are %d"
              .formatted(FEWEST, complete.size()));
    }
    UnitCube cube = new UnitCube(space);
    double[] values = complete.stream().mapToDouble(Importance::value).toArray();
    double[][] points =
        complete.stream().map(trial -> filled(cube, trial)).toArray(double[][]::new);
    double[] shares = shares(points, values, seeds.derive("importance"));
    return Double.isNaN(shares[0])
        ? none("all complete trials have the same value")
        : new Importance(sorted(cube.names(), shares), null);
  }

  private static Importance none(String missing) {
    return new Importance(List.of(), missing);
  }

  private static boolean counts(Trial trial) {
    return trial.state() == TrialState.COMPLETE && Double.isFinite(value(trial));
  }

  private static double value(Trial trial) {
    Double value = trial.value();
    return value == null ? Double.NaN : value;
  }

  private static double[] filled(UnitCube cube, Trial trial) {
    double[] coordinates = cube.coordinatesOf(trial.point());
    return Arrays.stream(coordinates).map(c -> Double.isNaN(c) ? MIDDLE : c).toArray();
  }

  /** Means over the trees that vary at all; NaN where none does. */
  private static double[] shares(double[][] points, double[] values, Seeds seeds) {
    double[] sums = new double[points[0].length];
    int varying = 0;
    for (int tree = 0; tree < TREES; tree++) {
      SplittableRandom random = seeds.derive(tree).random();
      int[] drawn = random.ints(values.length, 0, values.length).toArray();
      Marginals marginals = new Marginals(RegressionTree.leaves(points, values, drawn));
      if (marginals.variance() > 0) {
        varying++;
        for (int i = 0; i < sums.length; i++) {
          sums[i] += marginals.variance(i) / marginals.variance();
        }
      }
    }
    double trees = varying == 0 ? Double.NaN : varying;
    return Arrays.stream(sums).map(sum -> sum / trees).toArray();
  }

  private static List<ParameterImportance> sorted(List<String> names, double[] shares) {
    List<ParameterImportance> parameters = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      parameters.add(new ParameterImportance(names.get(i), Math.min(1, shares[i])));
    }
    parameters.sort(Comparator.comparingDouble(ParameterImportance::share).reversed());
    return parameters;
  }
}
