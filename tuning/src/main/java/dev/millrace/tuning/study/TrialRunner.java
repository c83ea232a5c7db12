package dev.millrace.tuning.study;

import org.deeplearning4j.arbiter.optimize.api.TaskCreator;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;

/** Arbiter's runner on this machine, which starts at once and ends when it is told to. */
final class TrialRunner extends LocalOptimizationRunner implements AutoCloseable {

  TrialRunner(int parallelism, OptimizationConfiguration configuration, TaskCreator tasks) {
    super(parallelism, configuration, tasks);
  }

  /**
   * Arbiter waits a second for results before it begins the first candidate; an interrupt, which it
   * swallows there, ends that wait.
   */
  @Override
  public void execute() {
    Thread.currentThread().interrupt();
    super.execute();
  }

  /** Interrupts the trials. */
  void cancel() {
    shutdown(false);
  }

  @Override
  public void close() {
    shutdown(false);
    futureListenerExecutor.shutdown();
  }
}
