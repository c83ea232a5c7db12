package dev.millrace.etl.clean;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.etl.source.LandedTable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A landed table and the contract it is held against.
 *
 * @param landed the DuckDB file
 * @param table the source in it
 * @param splitBy a column the split needs, carried along as trimmed text; null for none
 */
public record CleanJob(
    Path landed,
    LandedTable table,
    FeatureContract contract,
    CleanPolicy policy,
    @Nullable String splitBy) {}
