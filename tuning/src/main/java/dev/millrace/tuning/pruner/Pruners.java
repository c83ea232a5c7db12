package dev.millrace.tuning.pruner;

/** The ways to end trials early. */
public final class Pruners {
  private Pruners() {}

  /** Ends none. */
  public static Pruner none() {
    return (trial, others, direction) -> false;
  }

  /**
   * Ends a trial whose last step's value is worse than the median of the complete trials' at that
   * step (Golovin et al. 2017; Optuna's MedianPruner, for values that are the best so far).
   *
   * @param startup complete trials before any is ended, at least 1
   * @param warmup steps before a trial is ended, at least 0
   */
  public static Pruner median(int startup, int warmup) {
    return new MedianPruner(startup, warmup);
  }

  /**
   * Ends a trial that is not among the best at each of some steps: asynchronous successive halving
   * (Li et al. 2020; Optuna's SuccessiveHalvingPruner).
   *
   * @param first step at which trials are compared, at least 1; the next one comes {@code
   *     reduction} times as late, and so on
   * @param reduction one of so many goes on, at least 2
   */
  public static Pruner halving(int first, int reduction) {
    return new HalvingPruner(first, reduction);
  }

  /**
   * Ends a trial whose folds a signed-rank test shows to be worse than those of the best complete
   * trial (Wilcoxon 1945; Optuna's WilcoxonPruner).
   *
   * @param threshold of the one-sided p-value, in (0, 1); with n folds the smallest one there is is
   *     2^-n
   * @param startup folds before a trial is ended, at least 1
   */
  public static Pruner wilcoxon(double threshold, int startup) {
    return new WilcoxonPruner(threshold, startup);
  }
}
