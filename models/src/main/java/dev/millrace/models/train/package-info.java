/**
 * Training: {@link dev.millrace.models.train.Trainer}, learning curves, the best epoch; {@link
 * dev.millrace.models.train.FoldTrainer} for cross-validation, {@link
 * dev.millrace.models.train.EncodedFold} for many trainings on the same rows.
 */
@NullMarked
package dev.millrace.models.train;

import org.jspecify.annotations.NullMarked;
