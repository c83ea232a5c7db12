package dev.millrace.tuning.trial;

import dev.millrace.tuning.space.Point;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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
}
