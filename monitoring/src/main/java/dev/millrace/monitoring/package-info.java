/**
 * What rows and scores looked like in training, what they look like now, and how far apart that is.
 */
@NullMarked
package dev.millrace.monitoring;

import org.jspecify.annotations.NullMarked;
