/** Training: {@link dev.millrace.models.train.Trainer}, learning curves, the best epoch. */
@NullMarked
package dev.millrace.models.train;

import org.jspecify.annotations.NullMarked;
