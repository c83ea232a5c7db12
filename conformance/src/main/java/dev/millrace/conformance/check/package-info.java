/** A check and how it ended. */
@NullMarked
package dev.millrace.conformance.check;

import org.jspecify.annotations.NullMarked;
