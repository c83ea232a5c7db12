/**
 * The command as a person meets it: whole runs of small tables, with everything that can go wrong
 * on the way. Each failure is one clear message, the right exit code, and nothing half-written.
 */
@NullMarked
package dev.millrace.pipeline.e2e;

import org.jspecify.annotations.NullMarked;
