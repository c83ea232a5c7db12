package dev.millrace.tuning.trial;

import java.util.List;

/** The trials of a study until now. Thread-safe. */
@FunctionalInterface
public interface History {

  /** A snapshot, by number; running ones included. */
  List<Trial> trials();
}
