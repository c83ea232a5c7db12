/**
 * The one way to databases of others: {@link dev.millrace.etl.jdbc.Database} opens connections and
 * keeps secrets, {@link dev.millrace.etl.jdbc.DatabaseNames} finds tables and columns by what a
 * person calls them, {@link dev.millrace.etl.jdbc.DatabaseErrors} says what went wrong.
 */
@NullMarked
package dev.millrace.etl.jdbc;

import org.jspecify.annotations.NullMarked;
