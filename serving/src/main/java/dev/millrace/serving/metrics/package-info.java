/** The names of the server's metrics, and what counts them. */
@NullMarked
package dev.millrace.serving.metrics;

import org.jspecify.annotations.NullMarked;
