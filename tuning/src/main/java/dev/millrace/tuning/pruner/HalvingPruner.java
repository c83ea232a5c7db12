package dev.millrace.tuning.pruner;

import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.Trial;
import java.util.List;
import java.util.Map;

/**
 * See {@link Pruners#halving}. A trial stands at a rung with the value of its first step at or
 * after it, so that it is judged once there.
 */
record HalvingPruner(int first, int reduction) implements Pruner {
  HalvingPruner {
    if (first < 1 || reduction < 2) {
      throw new IllegalArgumentException("the first step is at least 1, the reduction at least 2");
    }
  }

  @Override
  public boolean prunes(Trial trial, List<Trial> others, Direction direction) {
    Map.Entry<Integer, Double> last = trial.steps().lastEntry();
    if (last == null) {
      return false;
    }
    Map.Entry<Integer, Double> before = trial.steps().lowerEntry(last.getKey());
    int from = before == null ? 0 : before.getKey();
    for (long rung = first; rung <= last.getKey(); rung *= reduction) {
      if (rung > from && !promoted(last.getValue(), (int) rung, others, direction)) {
        return true;
      }
    }
    return false;
  }

  private boolean promoted(double value, int rung, List<Trial> others, Direction direction) {
    List<Double> competing =
        others.stream()
            .map(other -> other.steps().ceilingEntry(rung))
            .filter(entry -> entry != null)
            .map(Map.Entry::getValue)
            .toList();
    long better = competing.stream().filter(other -> direction.better(other, value)).count();
    return better < Math.max(1, (competing.size() + 1) / reduction);
  }
}
