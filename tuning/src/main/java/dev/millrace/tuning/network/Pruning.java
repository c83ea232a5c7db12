package dev.millrace.tuning.network;

/** By which rule trials are ended early. */
public enum Pruning {
  /** Those that are worse than the median of the others at the end of a fold. */
  MEDIAN,
  /** All but the best quarter at each of some steps (asynchronous successive halving). */
  HALVING,
  /** Those that a signed-rank test over the folds shows to be worse than the best one. */
  WILCOXON,
  /** None. */
  NONE
}
