/** When and where rows are scored: at once on the event loop, or together on a worker. */
@NullMarked
package dev.millrace.serving.dispatch;

import org.jspecify.annotations.NullMarked;
