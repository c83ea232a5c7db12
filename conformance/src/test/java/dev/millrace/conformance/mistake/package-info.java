/** Mistakes that a server can make, and the checks that must find each of them. */
@NullMarked
package dev.millrace.conformance.mistake;

import org.jspecify.annotations.NullMarked;
