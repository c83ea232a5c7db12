/**
 * The recipe file. {@link dev.millrace.pipeline.recipe.RecipeReader} turns YAML into an immutable
 * {@link dev.millrace.pipeline.recipe.Recipe}, or into all of its problems at once, each with its
 * line and column. Every key is listed in {@code Keys} and documented in {@code docs/recipe.md}.
 */
@NullMarked
package dev.millrace.pipeline.recipe;

import org.jspecify.annotations.NullMarked;
