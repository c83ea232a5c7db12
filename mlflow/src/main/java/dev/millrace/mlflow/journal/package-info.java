/**
 * The journal of a run: every tracking call as a line of JSON, on disk before anything else
 * happens. {@link dev.millrace.mlflow.journal.Journal} writes, {@link
 * dev.millrace.mlflow.journal.JournalReader} reads, also while it is written.
 */
@NullMarked
package dev.millrace.mlflow.journal;

import org.jspecify.annotations.NullMarked;
