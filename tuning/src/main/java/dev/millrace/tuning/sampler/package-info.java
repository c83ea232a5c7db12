/** Ways to choose the next point. */
@NullMarked
package dev.millrace.tuning.sampler;

import org.jspecify.annotations.NullMarked;
