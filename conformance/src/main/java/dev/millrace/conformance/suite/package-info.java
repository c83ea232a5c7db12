/** The checks, one suite for each contract. */
@NullMarked
package dev.millrace.conformance.suite;

import org.jspecify.annotations.NullMarked;
