/** Training: the fit loop, learning curves, the best epoch. */
@NullMarked
package dev.millrace.models.train;

import org.jspecify.annotations.NullMarked;
