package dev.millrace.tuning.pruner;

import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialState;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** See {@link Pruners#wilcoxon}. A trial whose mean is not below the best one's goes on. */
record WilcoxonPruner(double threshold, int startup) implements Pruner {
  WilcoxonPruner {
    if (!(threshold > 0 && threshold < 1) || startup < 1) {
      throw new IllegalArgumentException("the threshold is in (0, 1), startup at least 1");
    }
  }

  @Override
  public boolean prunes(Trial trial, List<Trial> others, Direction direction) {
    Trial best = best(others, direction);
    if (best == null) {
      return false;
    }
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

  private static @Nullable Trial best(List<Trial> others, Direction direction) {
    Trial best = null;
    for (Trial other : others) {
      Double value = other.state() == TrialState.COMPLETE ? other.value() : null;
      Double most = best == null ? null : best.value();
      if (value != null && (most == null || direction.better(value, most))) {
        best = other;
      }
    }
    return best;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
