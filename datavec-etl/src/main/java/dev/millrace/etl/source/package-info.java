/**
 * Where data comes from: {@link dev.millrace.etl.source.SourceSpec} names it, {@link
 * dev.millrace.etl.source.Fingerprints} looks at its bytes, {@link dev.millrace.etl.source.Ingest}
 * lands it in DuckDB as {@link dev.millrace.etl.source.LandedTable}s.
 */
@NullMarked
package dev.millrace.etl.source;

import org.jspecify.annotations.NullMarked;
