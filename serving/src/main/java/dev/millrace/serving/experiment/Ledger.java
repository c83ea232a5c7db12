package dev.millrace.serving.experiment;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** All outcomes that are on the disk, added up by contest. Thread-safe. */
final class Ledger {
  private final OutcomeSet known = new OutcomeSet();
  private final Map<Long, Tally> tallies = new HashMap<>();

  synchronized int size() {
    return known.size();
  }

  synchronized boolean contains(PredictionId id) {
    return known.contains(id.tag());
  }

  synchronized boolean happened(PredictionId id) {
    return known.happened(id.tag());
  }

  /** Adds an outcome; one that is there already changes nothing. */
  synchronized void add(PredictionId id, boolean happened) {
    if (!known.contains(id.tag())) {
      known.add(id.tag(), happened);
      tallies.computeIfAbsent(id.contest(), contest -> new Tally()).add(id, happened);
    }
  }

  synchronized <T> T of(long contest, Function<Tally, T> question) {
    return question.apply(tallies.getOrDefault(contest, new Tally()));
  }
}
