package dev.millrace.tuning.study;

import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.trial.History;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialAttributes;
import dev.millrace.tuning.trial.TrialState;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The trials of a study as they change, written down as they do. Thread-safe. */
final class LiveTrials implements History {
  private static final Map<String, String> CUT_SHORT =
      Map.of(
          TrialAttributes.INTERRUPTED, "true",
          TrialAttributes.REASON, "the process ended before the trial did");

  private final StudySpec spec;
  private final StudyJournal journal;
  private final StudyListener listener;
  private final InstantSource clock;
  private final List<Trial> trials = new ArrayList<>();

  /** Goes on with what the journal holds; what never ended there is said to have failed. */
  LiveTrials(StudySpec spec, StudyJournal journal, StudyListener listener, InstantSource clock) {
    this.spec = spec;
    this.journal = journal;
    this.listener = listener;
    this.clock = clock;
    trials.addAll(journal.past());
    for (Trial trial : journal.past()) {
      if (!trial.state().finished()) {
        finish(trial.number(), TrialState.FAILED, null, CUT_SHORT);
      }
    }
    listener.opened(all());
  }

  /**
   * Those that a sampler may know of, as if none had been cut short: these are left out, and the
   * others numbered without them.
   */
  @Override
  public List<Trial> trials() {
    List<Trial> known = undisturbed();
    return IntStream.range(0, known.size()).mapToObj(i -> known.get(i).numbered(i)).toList();
  }

  /** All but those that were cut short. */
  synchronized List<Trial> undisturbed() {
    return trials.stream().filter(trial -> !trial.interrupted()).toList();
  }

  synchronized List<Trial> all() {
    return List.copyOf(trials);
  }

  synchronized Trial begin(Point point) {
    Trial trial =
        new Trial(
            trials.size(),
            TrialState.RUNNING,
            point,
            new TreeMap<>(),
            List.of(),
            null,
            Map.of(),
            now(),
            null);
    journal.began(trial);
    trials.add(trial);
    listener.began(trial);
    return trial;
  }

  /** Gives whether to go on. */
  synchronized boolean step(int number, int step, double value) {
    if (!Double.isFinite(value)) {
      return true;
    }
    Trial trial = trials.get(number).withStep(step, value);
    journal.stepped(trial, step, value);
    return changed(trial);
  }

  /** Gives whether to go on. */
  synchronized boolean fold(int number, double value) {
    Trial trial = trials.get(number).withFold(value);
    journal.folded(trial);
    return changed(trial);
  }

  private boolean changed(Trial trial) {
    trials.set(trial.number(), trial);
    listener.stepped(trial);
    List<Trial> others =
        trials.stream()
            .filter(other -> other.number() != trial.number() && !other.interrupted())
            .toList();
    return !spec.pruner().prunes(trial, others, spec.direction());
  }

  synchronized Trial complete(int number, Objective.Score score) {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (Double.isFinite(score.standardError())) {
      attributes.put(TrialAttributes.STANDARD_ERROR, String.valueOf(score.standardError()));
    }
    return end(number, TrialState.COMPLETE, score.value(), attributes);
  }

  synchronized Trial prune(int number) {
    Map.Entry<Integer, Double> last = trials.get(number).steps().lastEntry();
    return end(number, TrialState.PRUNED, last == null ? null : last.getValue(), Map.of());
  }

  synchronized Trial fail(int number, String reason) {
    return end(number, TrialState.FAILED, null, Map.of(TrialAttributes.REASON, reason));
  }

  synchronized Trial interrupt(int number) {
    return end(number, TrialState.FAILED, null, CUT_SHORT);
  }

  /** Lets a trial be what an earlier one of the same point is. */
  synchronized Trial repeat(int number, Trial earlier) {
    Map.Entry<Integer, Double> last = earlier.steps().lastEntry();
    if (last != null) {
      trials.set(number, trials.get(number).withStep(last.getKey(), last.getValue()));
      journal.stepped(trials.get(number), last.getKey(), last.getValue());
    }
    Map<String, String> attributes = new LinkedHashMap<>(earlier.attributes());
    attributes.put(TrialAttributes.DUPLICATE_OF, String.valueOf(earlier.number()));
    return end(number, earlier.state(), earlier.value(), attributes);
  }

  private Trial end(
      int number, TrialState state, @Nullable Double value, Map<String, String> attributes) {
    Trial trial = finish(number, state, value, attributes);
    listener.ended(trial, all());
    return trial;
  }

  private Trial finish(
      int number, TrialState state, @Nullable Double value, Map<String, String> attributes) {
    Instant ended = now();
    Trial trial = trials.get(number).withAttributes(attributes).ended(state, value, ended);
    attributes.forEach((name, text) -> journal.attribute(trial, name, text));
    journal.ended(trial, ended);
    trials.set(number, trial);
    return trial;
  }

  /** As the journal writes it, so that a trial lasts as long after it was read back. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  synchronized boolean anyRunning() {
    return trials.stream().anyMatch(trial -> !trial.state().finished());
  }

  /** Trials that were trained or are being, not cut short and not repeated. */
  synchronized long trained() {
    return trials.stream().filter(trial -> !trial.interrupted() && !trial.duplicate()).count();
  }

  /** The best complete trial; of equal ones the first. */
  synchronized Optional<Trial> best() {
    return Trial.best(trials, spec.direction());
  }
}
