/**
 * The charts of a run: drawn by JFreeChart, written as small SVG whose colours follow the reader's
 * light or dark scheme. each family has a class, and all give a {@link
 * dev.millrace.pipeline.report.chart.Chart}.
 */
@NullMarked
package dev.millrace.pipeline.report.chart;

import org.jspecify.annotations.NullMarked;
