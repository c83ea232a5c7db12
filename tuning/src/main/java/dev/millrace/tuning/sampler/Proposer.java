package dev.millrace.tuning.sampler;

import dev.millrace.tuning.trial.Trial;
import java.util.List;

/** Chooses the points of a study one after another. For one thread. */
interface Proposer {

  /**
   * The coordinates of a point.
   *
   * @param number of the trial that it is for; rises by one from call to call, from 0
   * @param trials all that are known, by number
   */
  double[] propose(int number, List<Trial> trials);

  /**
   * Comes to where {@link #propose} would have left it, in a study that is gone on with.
   *
   * @param trials of the study, later ones included
   */
  default void replay(int number, List<Trial> trials) {
    propose(number, trials.subList(0, number));
  }

  /** Whether there is a point that was not proposed yet. */
  default boolean hasNext() {
    return true;
  }
}
