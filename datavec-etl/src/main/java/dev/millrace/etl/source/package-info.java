/** Where data comes from, its fingerprint, and landing it in DuckDB. */
@NullMarked
package dev.millrace.etl.source;

import org.jspecify.annotations.NullMarked;
