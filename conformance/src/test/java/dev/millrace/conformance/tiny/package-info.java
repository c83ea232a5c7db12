/** A server that keeps all contracts, to show that the kit lets it pass, and fails what it must. */
@NullMarked
package dev.millrace.conformance.tiny;

import org.jspecify.annotations.NullMarked;
