/** The one way to DuckDB: {@link dev.millrace.etl.duck.Duck} and its settings. */
@NullMarked
package dev.millrace.etl.duck;

import org.jspecify.annotations.NullMarked;
