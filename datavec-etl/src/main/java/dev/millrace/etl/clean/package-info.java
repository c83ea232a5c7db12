/**
 * Cleaning by contract: {@link dev.millrace.etl.clean.Cleaner} turns a {@link
 * dev.millrace.etl.clean.CleanJob} into typed feature rows, a quarantine, and a {@link
 * dev.millrace.etl.clean.CleanReport} of both, which enforces a {@link
 * dev.millrace.etl.clean.CleanPolicy}. {@link dev.millrace.etl.clean.TablesCleaner} does the same
 * for the tables of a {@link dev.millrace.etl.clean.TablesJob} and says how good each source is
 * ({@link dev.millrace.etl.clean.SourceQuality}).
 */
@NullMarked
package dev.millrace.etl.clean;

import org.jspecify.annotations.NullMarked;
