package dev.millrace.pipeline.score;

import dev.millrace.pipeline.recipe.Recipe;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Entities to be scored as they are known at a date.
 *
 * @param model the package's folder
 * @param recipe says where the tables are and what their rows are
 * @param at the cutoff: only what was known strictly before is used
 * @param out a CSV file, or a Parquet file where its name ends so; null to write CSV to a stream,
 *     or nowhere where {@code write} is set
 * @param write whether the scores are written into the entity's own table
 * @param reasons most reasons written for a row; 0 for none
 */
public record DateScoreRequest(
    Path model, Recipe recipe, Instant at, @Nullable Path out, boolean write, int reasons) {}
