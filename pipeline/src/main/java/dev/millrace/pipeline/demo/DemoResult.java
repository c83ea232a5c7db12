package dev.millrace.pipeline.demo;

import java.nio.file.Path;

/**
 * What was written, in rows, those included that are wrong on purpose.
 *
 * @param folder absolute
 * @param left customers who left before the end of the data
 */
public record DemoResult(
    Path folder,
    long customers,
    long left,
    long usage,
    long invoices,
    long tickets,
    long surveys,
    long truths) {}
