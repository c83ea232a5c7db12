package dev.millrace.tuning.study;

import dev.millrace.tuning.trial.Trial;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.termination.TerminationCondition;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.jspecify.annotations.Nullable;

/** Tells Arbiter when a study is over: once its stop rule says so and its last trial has ended. */
final class Budget implements TerminationCondition {
  /** A sampler that finds nothing new so many times in a row has searched its space. */
  private static final int REPEATS = 100;

  private final StopRule rule;
  private final LiveTrials trials;
  private final InstantSource clock;
  private final Instant begun;
  private volatile @Nullable String ended;
  private volatile boolean abandoned;

  Budget(StopRule rule, LiveTrials trials, InstantSource clock) {
    this.rule = rule;
    this.trials = trials;
    this.clock = clock;
    this.begun = clock.instant();
  }

  /** No trial begins from now on. */
  void end(String reason) {
    if (ended == null) {
      ended = reason;
    }
  }

  /** No trial begins from now on, and those that have not ended may never do so. */
  void abandon(String reason) {
    end(reason);
    abandoned = true;
  }

  /** Why no trial begins any more; null where one may. */
  @Nullable String reason() {
    if (ended == null) {
      ended = found();
    }
    return ended;
  }

  private @Nullable String found() {
    if (trials.trained() >= rule.trials()) {
      return "all " + rule.trials() + " trials were made";
    }
    Duration time = rule.time();
    if (time != null && Duration.between(begun, clock.instant()).compareTo(time) >= 0) {
      return "the time of " + time.toSeconds() + " s was over";
    }
    Integer patience = rule.withoutImprovement();
    if (patience != null && sinceBest() >= patience) {
      return "no better trial among the last " + patience;
    }
    return repeats() >= REPEATS ? "the sampler found no point that was not tried" : null;
  }

  private long sinceBest() {
    return trials
        .best()
        .map(
            best ->
                trials.all().stream()
                    .filter(trial -> trial.state().finished())
                    .filter(trial -> !trial.interrupted() && !trial.duplicate())
                    .filter(trial -> trial.number() > best.number())
                    .count())
        .orElse(0L);
  }

  private int repeats() {
    List<Trial> all = trials.all();
    int repeats = 0;
    while (repeats < all.size() && all.get(all.size() - 1 - repeats).duplicate()) {
      repeats++;
    }
    return repeats;
  }

  @Override
  public void initialize(IOptimizationRunner runner) {}

  @Override
  public boolean terminate(IOptimizationRunner runner) {
    return abandoned || (reason() != null && !trials.anyRunning());
  }
}
