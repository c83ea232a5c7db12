package dev.millrace.serving.experiment;

import java.util.List;

/**
 * What became of a request with outcomes.
 *
 * @param accepted that are on the disk now
 * @param duplicates that were there before, saying the same; sending again is no fault
 * @param problems of all others, in their order
 */
public record OutcomeResult(int accepted, int duplicates, List<OutcomeProblem> problems) {
  public OutcomeResult {
    problems = List.copyOf(problems);
  }
}
