/** Measurements of reading, training and scoring beside stock libraries, each with one command. */
@NullMarked
package dev.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
