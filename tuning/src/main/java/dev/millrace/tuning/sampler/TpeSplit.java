package dev.millrace.tuning.sampler;

import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The best trials and the others, each by number. Complete trials are better than pruned ones, of
 * which those that went further are better; running ones are taken for bad, so that others keep
 * away from them; failed ones do not count.
 */
record TpeSplit(List<Trial> below, List<Trial> above) {
  private static final int MOST_BELOW = 25;

  static TpeSplit of(List<Trial> trials, Direction direction) {
    List<Trial> ranked = new ArrayList<>(trials.stream().filter(TpeSplit::isComplete).toList());
    ranked.sort(Comparator.comparingDouble(trial -> loss(trial, direction)));
    trials.stream()
        .filter(trial -> trial.state() == TrialState.PRUNED)
        .sorted(pruned(direction))
        .forEach(ranked::add);
    int best = Math.min(MOST_BELOW, (ranked.size() + 9) / 10);
    List<Trial> below = new ArrayList<>(ranked.subList(0, best));
    List<Trial> above = new ArrayList<>(ranked.subList(best, ranked.size()));
    trials.stream().filter(trial -> trial.state() == TrialState.RUNNING).forEach(above::add);
    below.sort(Comparator.comparingInt(Trial::number));
    above.sort(Comparator.comparingInt(Trial::number));
    return new TpeSplit(below, above);
  }

  /** How many there are to learn from. */
  static long learned(List<Trial> trials) {
    return trials.stream()
        .filter(trial -> isComplete(trial) || trial.state() == TrialState.PRUNED)
        .count();
  }

  private static boolean isComplete(Trial trial) {
    Double value = trial.value();
    return trial.state() == TrialState.COMPLETE && value != null && !value.isNaN();
  }

  private static double loss(Trial trial, Direction direction) {
    Double value = trial.value();
    return value == null ? Double.NaN : signed(value, direction);
  }

  private static double signed(double value, Direction direction) {
    return direction == Direction.MINIMIZE ? value : -value;
  }

  private static Comparator<Trial> pruned(Direction direction) {
    return Comparator.comparingInt(TpeSplit::minusLastStep)
        .thenComparingDouble(trial -> lastLoss(trial, direction));
  }

  private static int minusLastStep(Trial trial) {
    return trial.steps().isEmpty() ? 1 : -trial.steps().lastKey();
  }

  private static double lastLoss(Trial trial, Direction direction) {
    Map.Entry<Integer, Double> last = trial.steps().lastEntry();
    if (last == null) {
      return 0;
    }
    return last.getValue().isNaN() ? Double.POSITIVE_INFINITY : signed(last.getValue(), direction);
  }
}
