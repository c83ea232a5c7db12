/**
 * Columns made of free texts: how content they sound, by a model fitted to what was known before
 * the earliest cutoff, and whether they mention a topic. {@link dev.millrace.etl.text.TextColumns}
 * is the way in.
 */
@NullMarked
package dev.millrace.etl.text;

import org.jspecify.annotations.NullMarked;
