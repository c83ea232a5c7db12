/** A try of one point of a space, and what came of it. */
@NullMarked
package dev.millrace.tuning.trial;

import org.jspecify.annotations.NullMarked;
