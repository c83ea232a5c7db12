package dev.millrace.tuning.network;

/** By which rule trials are ended early. */
public enum Pruning {
  /** Those whose best value so far is worse than the median of the others at that step. */
  MEDIAN,
  /** All but the best quarter at each of some steps (asynchronous successive halving). */
  HALVING,
  /** Those that a signed-rank test over the folds shows to be worse than the best one. */
  WILCOXON,
  /** None. */
  NONE
}
