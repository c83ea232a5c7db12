/** The conformance kit: checks of the wire contracts that can be pointed at any base URL. */
@NullMarked
package dev.millrace.conformance;

import org.jspecify.annotations.NullMarked;
