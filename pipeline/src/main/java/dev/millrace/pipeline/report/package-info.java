/**
 * The report of a run for people: {@link dev.millrace.pipeline.report.ReportWriter} turns a {@link
 * dev.millrace.pipeline.report.RunReport} into one self-contained page and its plots.
 */
@NullMarked
package dev.millrace.pipeline.report;

import org.jspecify.annotations.NullMarked;
