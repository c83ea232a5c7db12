package dev.millrace.serving.server;

import dev.millrace.monitoring.LiveProfile;
import dev.millrace.monitoring.ReferenceProfile;
import dev.millrace.serving.config.Challenger;
import dev.millrace.serving.experiment.Challenge;
import dev.millrace.serving.experiment.Experiment;
import dev.millrace.serving.experiment.Mode;
import dev.millrace.serving.model.ModelSlot;
import dev.millrace.serving.model.ModelWatcher;
import dev.millrace.serving.model.ServedModel;
import dev.millrace.serving.model.SourceHealth;
import dev.millrace.serving.model.SwapEvent;
import io.micrometer.core.instrument.Counter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who answers now. A lineup is made by whoever changes a model, so that requests find it ready.
 * Thread-safe.
 */
final class Lineups {
  private static final Logger LOG = LoggerFactory.getLogger(Lineups.class);

  private final ModelSlot champions;
  private final @Nullable ModelWatcher challenger;
  private final @Nullable Challenger challenge;
  private final Experiment experiment;
  private final Counter failedRows;
  private volatile Lineup current;
  private volatile String exclusion = "";

  /**
   * @param failedRows counts what the challenger could not score
   */
  Lineups(
      ModelSlot champions,
      @Nullable ModelWatcher challenger,
      @Nullable Challenger challenge,
      Experiment experiment,
      Counter failedRows) {
    this.champions = champions;
    this.challenger = challenger;
    this.challenge = challenge;
    this.experiment = experiment;
    this.failedRows = failedRows;
    this.current = make(null);
    champions.listen(event -> refresh());
    if (challenger != null) {
      challenger.slot().listen(event -> refresh());
    }
  }

  /** The lineup for a request, which must {@linkplain Lineup#release release} it. */
  Lineup acquire() {
    Lineup lineup = current;
    while (!lineup.retain()) { // two swaps in a row: the one after it is being made
      refresh();
      if (lineup == current) {
        throw new IllegalStateException("the models are closed");
      }
      lineup = current;
    }
    return lineup;
  }

  /** To look at, not to score with. */
  Lineup current() {
    return current;
  }

  /**
   * Why the challenger does not take part, or is not the one that its source has, a line for each;
   * empty where all is well, or where there is none.
   */
  String challengerProblem() {
    return challenger == null
        ? ""
        : Stream.of(exclusion, refusalOf(challenger), sourceProblemOf(challenger))
            .filter(problem -> !problem.isEmpty())
            .collect(Collectors.joining("\n"));
  }

  private static String refusalOf(ModelWatcher challenger) {
    SwapEvent refusal = challenger.refusal();
    return refusal == null
        ? ""
        : "Version %s was refused, and version %s stays: %s"
            .formatted(refusal.version(), versionOf(challenger), refusal.reason());
  }

  private static String sourceProblemOf(ModelWatcher challenger) {
    SourceHealth health = challenger.health();
    return health.reachable()
        ? ""
        : "Newer versions cannot be looked for, and version %s stays: %s"
            .formatted(versionOf(challenger), health.reason());
  }

  private static String versionOf(ModelWatcher watcher) {
    return watcher.slot().current().identity().version();
  }

  private synchronized void refresh() {
    if (!current.isOf(champions.current(), loadedChallenger())) {
      current = make(current);
    }
  }

  private @Nullable ServedModel loadedChallenger() {
    return challenger == null ? null : challenger.slot().current();
  }

  /** The profile of a champion that stays goes on. */
  private Lineup make(@Nullable Lineup before) {
    ServedModel champion = champions.current();
    ServedModel loaded = loadedChallenger();
    String problem = loaded == null ? "" : Rivals.reason(champion, loaded);
    exclusion = problem.isEmpty() ? "" : "It does not take part: " + problem;
    if (!problem.isEmpty()) {
      LOG.warn("the challenger does not take part: {}", problem);
    }
    ServedModel rival = problem.isEmpty() ? loaded : null;
    return new Lineup(
        champion,
        rival == null ? null : scorerOf(rival, before),
        loaded,
        experiment.begin(champion.identity(), rival == null ? null : challengeOf(rival)),
        before != null && before.champion() == champion ? before.profile() : profileOf(champion));
  }

  /** That of a challenger that stays goes on. */
  private ChallengerScorer scorerOf(ServedModel rival, @Nullable Lineup before) {
    ChallengerScorer kept = before == null ? null : before.challengerOf(rival);
    return kept == null ? new ChallengerScorer(rival, failedRows) : kept;
  }

  private Challenge challengeOf(ServedModel rival) {
    if (challenge == null) {
      throw new IllegalStateException("a challenger without a share");
    }
    Mode mode = challenge.mode() == Challenger.Mode.SPLIT ? Mode.SPLIT : Mode.SHADOW;
    return new Challenge(rival.identity(), mode, challenge.share(), null);
  }

  private static @Nullable LiveProfile profileOf(ServedModel model) {
    ReferenceProfile reference = model.documents().profile();
    return reference == null ? null : new LiveProfile(model.identity().contract(), reference);
  }
}
