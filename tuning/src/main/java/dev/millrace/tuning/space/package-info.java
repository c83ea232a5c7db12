/** What is searched: parameters, their ranges, and when they exist. */
@NullMarked
package dev.millrace.tuning.space;

import org.jspecify.annotations.NullMarked;
