/**
 * The recipe, the stages it describes, the cache between them, and the {@code millrace} command.
 */
@NullMarked
package dev.millrace.pipeline;

import org.jspecify.annotations.NullMarked;
