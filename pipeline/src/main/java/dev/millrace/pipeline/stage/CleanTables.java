package dev.millrace.pipeline.stage;

import dev.millrace.etl.clean.TablesReport;
import java.nio.file.Path;

/**
 * Clean tables of a recipe with several of them, as the cache holds them.
 *
 * @param landed the DuckDB file with the raw rows
 * @param clean the DuckDB file with the clean ones
 */
public record CleanTables(Path landed, Path clean, TablesReport report) {}
