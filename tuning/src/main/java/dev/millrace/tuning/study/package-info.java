/** Trials run, written down and gone on with. */
@NullMarked
package dev.millrace.tuning.study;

import org.jspecify.annotations.NullMarked;
