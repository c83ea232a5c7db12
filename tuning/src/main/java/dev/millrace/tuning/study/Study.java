package dev.millrace.tuning.study;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialAttributes;
import dev.millrace.tuning.trial.TrialState;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.guava.util.concurrent.Uninterruptibles;

/**
 * Searches a space, trial after trial, by Arbiter's runner.
 *
 * <p>A study lives in a file, which Optuna's tools can open. When its process is killed and the
 * same study is started again it goes on where it was: finished trials are not made again, those
 * that were cut short are.
 *
 * <p>With one trial at a time the same spec and objective give the same trials in every process,
 * killed in between or not, as far as the stop rule does not ask the clock. With more at a time the
 * sampler knows what happened to have ended, so which points are tried depends on timing; what a
 * point is worth does not, where the objective depends on the point alone.
 */
public final class Study {
  private final StudySpec spec;
  private final LiveTrials trials;
  private final Budget budget;
  private final TrialTasks tasks;
  private final TrialRunner runner;
  private volatile @Nullable Throwable loopFault;

  private Study(StudySpec spec, LiveTrials trials, Objective objective, InstantSource clock) {
    this.spec = spec;
    this.trials = trials;
    this.budget = new Budget(spec.stop(), trials, clock);
    this.tasks = new TrialTasks(objective, trials, budget);
    this.runner =
        new TrialRunner(
            spec.parallelism(),
            new OptimizationConfiguration.Builder()
                .candidateGenerator(new TrialQueue(spec, trials, budget))
                .scoreFunction(new TrialScore(spec.direction()))
                .terminationConditions(budget)
                .build(),
            tasks);
  }

  /**
   * Runs a study, or goes on with it. Blocks; an interrupt ends the running trials and throws.
   *
   * @param file of the study; made where it is not there
   * @throws CancellationException where the thread was interrupted; the study can be gone on with
   * @throws MillraceException {@code LOCKED}, {@code ARGUMENT_INVALID} or {@code JOURNAL_DAMAGED}
   *     for the file; {@code TRAINING_DIVERGED} where no trial was completed
   */
  public static StudyResult run(
      StudySpec spec, Path file, Objective objective, StudyListener listener) {
    return run(spec, file, objective, listener, InstantSource.system());
  }

  /**
   * The trials of a study that is kept, by number, those that were cut short included.
   *
   * @throws MillraceException {@code ARGUMENT_INVALID} or {@code JOURNAL_DAMAGED} for the file
   */
  public static List<Trial> trials(StudySpec spec, Path file) {
    return List.copyOf(JournalReplay.read(file, spec).trials());
  }

  static StudyResult run(
      StudySpec spec, Path file, Objective objective, StudyListener listener, InstantSource clock) {
    try (StudyJournal journal = StudyJournal.open(file, spec)) {
      LiveTrials trials = new LiveTrials(spec, journal, listener, clock);
      return new Study(spec, trials, objective, clock).run();
    }
  }

  private StudyResult run() {
    try (runner) {
      execute();
    }
    Throwable broken = tasks.broken() == null ? loopFault : tasks.broken();
    if (broken instanceof Error error) {
      throw error;
    }
    if (broken instanceof RuntimeException fault) {
      throw fault;
    }
    return new StudyResult(
        trials.all(),
        trials.best().orElseThrow(this::nothing),
        Objects.requireNonNullElse(budget.reason(), "the search was over"));
  }

  /** Arbiter's loop swallows interrupts, so it has a thread of its own. */
  private void execute() {
    Thread loop = new Thread(this::loop, "millrace-study");
    loop.setDaemon(true);
    loop.start();
    try {
      loop.join();
    } catch (InterruptedException e) {
      budget.abandon("it was interrupted");
      runner.cancel();
      Uninterruptibles.joinUninterruptibly(loop);
      throw new CancellationException("the study '" + spec.name() + "' was interrupted");
    }
  }

  private void loop() {
    try {
      runner.execute();
    } catch (RuntimeException | Error e) {
      loopFault = e;
    }
  }

  private MillraceException nothing() {
    String reason =
        trials.all().stream()
            .filter(trial -> trial.state() == TrialState.FAILED)
            .map(Trial::attributes)
            .map(attributes -> attributes.getOrDefault(TrialAttributes.REASON, "unknown"))
            .findFirst()
            .orElse("none was begun");
    return new MillraceException(
        ErrorCode.TRAINING_DIVERGED,
        "No trial of the study '" + spec.name() + "' was completed. The first reason: " + reason,
        "Search a narrower space, for example smaller learning rates.");
  }
}
