/** Cleaning by contract: typed feature rows, a quarantine, and a report of both. */
@NullMarked
package dev.millrace.etl.clean;

import org.jspecify.annotations.NullMarked;
