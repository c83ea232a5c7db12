package dev.millrace.tuning.pruner;

import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.Trial;
import java.util.List;

/** Tells which trials are not worth going on with. Pure: the same trials, the same answer. */
@FunctionalInterface
public interface Pruner {

  /**
   * Whether a running trial should end.
   *
   * @param trial running, with at least one step
   * @param others all other trials, by number, running ones included
   */
  boolean prunes(Trial trial, List<Trial> others, Direction direction);
}
