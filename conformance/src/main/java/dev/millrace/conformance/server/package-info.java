/** The server under test: what is sent to it, what comes back, and which model it serves. */
@NullMarked
package dev.millrace.conformance.server;

import org.jspecify.annotations.NullMarked;
