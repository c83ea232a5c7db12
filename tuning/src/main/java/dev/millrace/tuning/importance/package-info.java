/**
 * Which parameters mattered in a study. Entry type: {@link
 * dev.millrace.tuning.importance.Importance}.
 */
@NullMarked
package dev.millrace.tuning.importance;

import org.jspecify.annotations.NullMarked;
