/**
 * Where scores go: {@link dev.millrace.etl.sink.ScoreTable} writes them into a table of a database.
 */
@NullMarked
package dev.millrace.etl.sink;

import org.jspecify.annotations.NullMarked;
