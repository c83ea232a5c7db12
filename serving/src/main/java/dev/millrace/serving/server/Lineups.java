package dev.millrace.serving.server;

import dev.millrace.monitoring.LiveProfile;
import dev.millrace.monitoring.ReferenceProfile;
import dev.millrace.serving.config.Challenger;
import dev.millrace.serving.experiment.Challenge;
import dev.millrace.serving.experiment.Experiment;
import dev.millrace.serving.experiment.Mode;
import dev.millrace.serving.model.ModelSlot;
import dev.millrace.serving.model.ServedModel;
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
  private final @Nullable ModelSlot challengers;
  private final @Nullable Challenger challenge;
  private final Experiment experiment;
  private volatile Lineup current;
  private volatile String challengerProblem = "";

  Lineups(
      ModelSlot champions,
      @Nullable ModelSlot challengers,
      @Nullable Challenger challenge,
      Experiment experiment) {
    this.champions = champions;
    this.challengers = challengers;
    this.challenge = challenge;
    this.experiment = experiment;
    this.current = make(null);
    champions.listen(event -> refresh());
    if (challengers != null) {
      challengers.listen(event -> refresh());
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

  /** Why the challenger does not take part; empty where it does, or where there is none. */
  String challengerProblem() {
    return challengerProblem;
  }

  private synchronized void refresh() {
    ServedModel challenger = challengers == null ? null : challengers.current();
    if (!current.isOf(champions.current(), challenger)) {
      current = make(current);
    }
  }

  /** The profile of a champion that stays goes on. */
  private Lineup make(@Nullable Lineup before) {
    ServedModel champion = champions.current();
    ServedModel challenger = challengers == null ? null : challengers.current();
    String problem = challenger == null ? "" : Rivals.reason(champion, challenger);
    challengerProblem = problem;
    if (!problem.isEmpty()) {
      LOG.warn("the challenger does not take part: {}", problem);
    }
    ServedModel rival = problem.isEmpty() ? challenger : null;
    return new Lineup(
        champion,
        rival,
        challenger,
        experiment.begin(champion.identity(), rival == null ? null : challengeOf(rival)),
        before != null && before.champion() == champion ? before.profile() : profileOf(champion));
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
