package dev.millrace.tuning.study;

import dev.millrace.tuning.trial.Trial;
import java.util.List;

/** Is told of a study's trials, one call at a time. Calls hold up the study: they do not block. */
public interface StudyListener {

  /** The study begins, or goes on; {@code past} holds its finished trials. */
  default void opened(List<Trial> past) {}

  /** A trial began. */
  default void began(Trial trial) {}

  /** A trial has a new step or fold. */
  default void stepped(Trial trial) {}

  /**
   * A trial ended.
   *
   * @param all trials of the study until now, by number
   */
  default void ended(Trial trial, List<Trial> all) {}

  /** Tells one, then another. */
  static StudyListener both(StudyListener one, StudyListener other) {
    return new StudyListener() {
      @Override
      public void opened(List<Trial> past) {
        one.opened(past);
        other.opened(past);
      }

      @Override
      public void began(Trial trial) {
        one.began(trial);
        other.began(trial);
      }

      @Override
      public void stepped(Trial trial) {
        one.stepped(trial);
        other.stepped(trial);
      }

      @Override
      public void ended(Trial trial, List<Trial> all) {
        one.ended(trial, all);
        other.ended(trial, all);
      }
    };
  }

  /** Hears nothing. */
  static StudyListener none() {
    return new StudyListener() {};
  }
}
