/** The HTTP server for a model package. */
@NullMarked
package dev.millrace.serving;

import org.jspecify.annotations.NullMarked;
