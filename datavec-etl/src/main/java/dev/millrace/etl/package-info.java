/**
 * From sources to feature rows: landing in an embedded DuckDB file, cleaning by contract, and the
 * DataVec record readers at the end.
 *
 * <p>Rows that break the contract are set aside with their reasons, never dropped.
 */
@NullMarked
package dev.millrace.etl;

import org.jspecify.annotations.NullMarked;
