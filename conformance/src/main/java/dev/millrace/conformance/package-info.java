/**
 * The conformance kit: checks of the wire contracts that can be pointed at any base URL. {@link
 * dev.millrace.conformance.Kit} runs them, {@link dev.millrace.conformance.Main} does so from the
 * command line.
 */
@NullMarked
package dev.millrace.conformance;

import org.jspecify.annotations.NullMarked;
