/** Reads the text that Prometheus scrapes, and finds what is wrong with it. */
@NullMarked
package dev.millrace.conformance.exposition;

import org.jspecify.annotations.NullMarked;
