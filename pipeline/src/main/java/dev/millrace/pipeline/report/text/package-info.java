/** How the report writes numbers and names: {@link dev.millrace.pipeline.report.text.Words}. */
@NullMarked
package dev.millrace.pipeline.report.text;

import org.jspecify.annotations.NullMarked;
