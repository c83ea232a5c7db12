package dev.millrace.tuning.study;

import dev.millrace.tuning.trial.Trial;
import java.util.List;

/**
 * What a search came to.
 *
 * @param trials all of them, by number; those that a killed process left are failed
 * @param best complete
 * @param stopped why the search ended, for people
 */
public record StudyResult(List<Trial> trials, Trial best, String stopped) {
  public StudyResult {
    trials = List.copyOf(trials);
  }
}
