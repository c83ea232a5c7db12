package dev.millrace.tuning.pruner;

import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * See {@link Pruners#median}. A complete trial that ended before the step counts with its last
 * value.
 */
record MedianPruner(int startup, int warmup) implements Pruner {
  MedianPruner {
    if (startup < 1 || warmup < 0) {
      throw new IllegalArgumentException("startup is at least 1, warm-up at least 0");
    }
  }

  @Override
  public boolean prunes(Trial trial, List<Trial> others, Direction direction) {
    Map.Entry<Integer, Double> last = trial.steps().lastEntry();
    if (last == null || last.getKey() < warmup) {
      return false;
    }
    double[] values =
        others.stream()
            .filter(other -> other.state() == TrialState.COMPLETE)
            .map(other -> other.steps().floorEntry(last.getKey()))
            .filter(entry -> entry != null)
            .mapToDouble(Map.Entry::getValue)
            .toArray();
    return values.length >= startup && direction.better(median(values), last.getValue());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
