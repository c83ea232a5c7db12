/** Rows in memory, for the tests of every package. */
@NullMarked
package dev.millrace.models.rows;

import org.jspecify.annotations.NullMarked;
