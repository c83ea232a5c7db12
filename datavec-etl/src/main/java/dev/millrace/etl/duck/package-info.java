/**
 * The one way to DuckDB: {@link dev.millrace.etl.duck.Duck}, its settings, files that appear whole
 * ({@link dev.millrace.etl.duck.DuckFile}) and queries read chunk by chunk ({@link
 * dev.millrace.etl.duck.ChunkScan}).
 */
@NullMarked
package dev.millrace.etl.duck;

import org.jspecify.annotations.NullMarked;
