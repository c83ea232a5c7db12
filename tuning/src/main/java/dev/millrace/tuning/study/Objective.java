package dev.millrace.tuning.study;

import dev.millrace.tuning.space.Point;

/** What a study is about. Called by several threads at once where trials run in parallel. */
@FunctionalInterface
public interface Objective {

  /**
   * Tries a point. Blocks; an interrupt ends it with a {@link
   * java.util.concurrent.CancellationException}.
   *
   * @param report is told of every step and asked whether to go on
   * @return what came of it; after {@link Report#step} said false, of what was done until then
   * @throws dev.millrace.contract.error.MillraceException where the point cannot be tried; the
   *     trial fails with its reason and the study goes on
   */
  Score score(Point point, Report report);

  /** Takes the values on the way of one trial. */
  interface Report {

    /**
     * A value on the way.
     *
     * @param step greater than the one before
     * @return whether to go on
     */
    boolean step(int step, double value);

    /**
     * The final value of a fold.
     *
     * @return whether to go on
     */
    boolean fold(double value);
  }

  /**
   * The value of a point.
   *
   * @param standardError of the value
   */
  record Score(double value, double standardError) {}
}
