/** Ways to end a trial early. */
@NullMarked
package dev.millrace.tuning.pruner;

import org.jspecify.annotations.NullMarked;
