/**
 * Hyperparameter search: a {@link dev.millrace.tuning.space.SearchSpace} is searched by a sampler,
 * one {@link dev.millrace.tuning.trial.Trial} after another; a pruner ends those that will not be
 * among the best.
 */
@NullMarked
package dev.millrace.tuning;

import org.jspecify.annotations.NullMarked;
