package dev.millrace.tuning.trial;

import dev.millrace.tuning.space.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A trial as it stands; a finished one does not change any more.
 *
 * @param number from 0, in the order of their beginning
 * @param steps values on the way, by step (an epoch counted on through the folds); comparable
 *     between trials at equal steps
 * @param folds final values of the folds that were finished, in their order
 * @param value the objective; null unless complete, for a pruned one its last step's value
 * @param attributes what else is known of it, for example its standard error or why it failed
 * @param ended null while it runs
 */
public record Trial(
    int number,
    TrialState state,
    Point point,
    NavigableMap<Integer, Double> steps,
    List<Double> folds,
    @Nullable Double value,
    Map<String, String> attributes,
    Instant started,
    @Nullable Instant ended) {
  public Trial {
    steps = Collections.unmodifiableNavigableMap(new TreeMap<>(steps));
    folds = List.copyOf(folds);
    attributes = Map.copyOf(attributes);
  }

  /** The best complete one of some trials; of equal ones the first. */
  public static Optional<Trial> best(List<Trial> trials, Direction direction) {
    Trial best = null;
    for (Trial trial : trials) {
      if (trial.state == TrialState.COMPLETE && (best == null || trial.beats(best, direction))) {
        best = trial;
      }
    }
    return Optional.ofNullable(best);
  }

  private boolean beats(Trial other, Direction direction) {
    return value != null && other.value != null && direction.better(value, other.value);
  }

  /** Whether it was cut short by the end of its process, and nothing is known of its point. */
  public boolean interrupted() {
    return attributes.containsKey(TrialAttributes.INTERRUPTED);
  }

  /** Whether it repeats the point of an earlier trial, and its value. */
  public boolean duplicate() {
    return attributes.containsKey(TrialAttributes.DUPLICATE_OF);
  }

  /** The same by another number. */
  public Trial numbered(int other) {
    return new Trial(other, state, point, steps, folds, value, attributes, started, ended);
  }

  /** The same with a further step. */
  public Trial withStep(int step, double stepValue) {
    NavigableMap<Integer, Double> more = new TreeMap<>(steps);
    more.put(step, stepValue);
    return new Trial(number, state, point, more, folds, value, attributes, started, ended);
  }

  /** The same with a further fold. */
  public Trial withFold(double foldValue) {
    List<Double> more = new ArrayList<>(folds);
    more.add(foldValue);
    return new Trial(number, state, point, steps, more, value, attributes, started, ended);
  }

  /** The same with more known of it. */
  public Trial withAttributes(Map<String, String> further) {
    Map<String, String> more = new HashMap<>(attributes);
    more.putAll(further);
    return new Trial(number, state, point, steps, folds, value, more, started, ended);
  }

  /** The same, finished. */
  public Trial ended(TrialState how, @Nullable Double finalValue, Instant when) {
    return new Trial(number, how, point, steps, folds, finalValue, attributes, started, when);
  }
}
