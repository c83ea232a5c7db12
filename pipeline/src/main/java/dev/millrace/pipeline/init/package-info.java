/**
 * Writes a first recipe from looking at a file. {@link dev.millrace.pipeline.init.RecipeInit} is
 * the entry; {@code TableSketch} says what was seen, {@code ColumnGuess} what to make of it.
 */
@NullMarked
package dev.millrace.pipeline.init;

import org.jspecify.annotations.NullMarked;
