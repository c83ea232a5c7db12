package dev.millrace.tuning.study;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialState;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;
import org.jspecify.annotations.Nullable;

/**
 * Makes trials into tasks of Arbiter. A point is given to the objective once: a trial that repeats
 * it takes the value of the first one, waiting for it where it still runs.
 */
@SuppressWarnings({"rawtypes", "deprecation"}) // as Arbiter declares its tasks
final class TrialTasks implements TaskCreator {
  private final Objective objective;
  private final LiveTrials trials;
  private final Budget budget;
  private final Map<Point, CompletableFuture<Trial>> firsts = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();

  TrialTasks(Objective objective, LiveTrials trials, Budget budget) {
    this.objective = objective;
    this.trials = trials;
    this.budget = budget;
    for (Trial trial : trials.undisturbed()) {
      firsts.putIfAbsent(trial.point(), CompletableFuture.completedFuture(trial));
    }
  }

  /** What ended the study that is nobody's fault but ours; null for nothing. */
  @Nullable Throwable broken() {
    return broken.get();
  }

  @Override
  public Callable<OptimizationResult> create(
      Candidate candidate,
      Class<? extends DataSource> data,
      Properties properties,
      ScoreFunction score,
      List<StatusListener> listeners,
      IOptimizationRunner runner) {
    return () -> result(candidate, score, run((Trial) candidate.getValue()));
  }

  @Override
  public Callable<OptimizationResult> create(
      Candidate candidate,
      DataProvider data,
      ScoreFunction score,
      List<StatusListener> listeners,
      IOptimizationRunner runner) {
    return () -> result(candidate, score, run((Trial) candidate.getValue()));
  }

  private Trial run(Trial trial) {
    CompletableFuture<Trial> own = new CompletableFuture<>();
    CompletableFuture<Trial> first = firsts.putIfAbsent(trial.point(), own);
    try {
      Trial ended = first == null ? attempt(trial) : repeat(trial, first);
      own.complete(ended);
      return ended;
    } catch (RuntimeException | Error e) { // it could not be written down, or told
      own.completeExceptionally(e);
      abandon(e);
      throw e;
    }
  }

  /** Arbiter only logs what a task throws. */
  private void abandon(Throwable error) {
    broken.compareAndSet(null, error);
    budget.abandon("the study broke down");
  }

  private Trial repeat(Trial trial, CompletableFuture<Trial> first) {
    try {
      Trial earlier = first.get();
      return earlier.interrupted()
          ? trials.interrupt(trial.number())
          : trials.repeat(trial.number(), earlier);
    } catch (InterruptedException e) {
      return trials.interrupt(trial.number());
    } catch (ExecutionException e) {
      throw new IllegalStateException("the trial of the same point broke down", e);
    }
  }

  private Trial attempt(Trial trial) {
    Reporter reporter = new Reporter(trial.number());
    try {
      Objective.Score score = objective.score(trial.point(), reporter);
      if (reporter.ended.get()) {
        return trials.prune(trial.number());
      }
      return Double.isFinite(score.value())
          ? trials.complete(trial.number(), score)
          : trials.fail(trial.number(), "its value is " + score.value());
    } catch (CancellationException e) {
      return trials.interrupt(trial.number());
    } catch (MillraceException e) {
      return trials.fail(trial.number(), String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      broken.compareAndSet(null, e);
      budget.end("a trial broke down");
      return trials.fail(trial.number(), e.toString());
    }
  }

  private static OptimizationResult result(
      Candidate<?> candidate, ScoreFunction score, Trial trial) {
    boolean failed = trial.state() == TrialState.FAILED;
    double value = score.score(trial, (Class<? extends DataSource>) null, new Properties());
    CandidateInfo info =
        new CandidateInfo(
            candidate.getIndex(),
            failed ? CandidateStatus.Failed : CandidateStatus.Complete,
            value,
            trial.started().toEpochMilli(),
            trial.started().toEpochMilli(),
            System.currentTimeMillis(),
            candidate.getFlatParameters(),
            failed ? "see the study's file" : null);
    return new OptimizationResult(candidate, value, candidate.getIndex(), trial, info, null);
  }

  /** Passes on what the objective says, and remembers that it was told to end. */
  private final class Reporter implements Objective.Report {
    private final int number;
    private final AtomicBoolean ended = new AtomicBoolean();

    Reporter(int number) {
      this.number = number;
    }

    @Override
    public boolean step(int step, double value) {
      return goesOn(trials.step(number, step, value));
    }

    @Override
    public boolean fold(double value) {
      return goesOn(trials.fold(number, value));
    }

    private boolean goesOn(boolean goOn) {
      if (!goOn) {
        ended.set(true);
      }
      return !ended.get();
    }
  }
}
