package dev.millrace.tuning.pruner;

import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.Trial;
import java.util.List;
import java.util.stream.IntStream;

/** See {@link Pruners#wilcoxon}. A trial whose mean is not below the best one's goes on. */
record WilcoxonPruner(double threshold, int startup) implements Pruner {
  WilcoxonPruner {
    if (!(threshold > 0 && threshold < 1) || startup < 1) {
      throw new IllegalArgumentException("the threshold is in (0, 1), startup at least 1");
    }
  }

  @Override
  public boolean prunes(Trial trial, List<Trial> others, Direction direction) {
    return Trial.best(others, direction)
        .map(best -> isBehind(trial, best, direction))
        .orElse(false);
  }

  private boolean isBehind(Trial trial, Trial best, Direction direction) {
    int folds = Math.min(trial.folds().size(), best.folds().size());
    if (folds < startup) {
      return false;
    }
    double sign = direction == Direction.MAXIMIZE ? 1 : -1;
    double[] behind =
        IntStream.range(0, folds)
            .mapToDouble(fold -> sign * (best.folds().get(fold) - trial.folds().get(fold)))
            .toArray();
    return mean(trial.folds()) * sign < mean(best.folds()) * sign
        && SignedRankTest.greater(behind) < threshold;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
