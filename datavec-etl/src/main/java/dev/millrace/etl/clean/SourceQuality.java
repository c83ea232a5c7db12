package dev.millrace.etl.clean;

import org.jspecify.annotations.Nullable;

/**
 * How good the rows of a source are, each share from 0 (bad) to 1.
 *
 * @param rows read
 * @param completeness share of the values of kept rows that are not missing
 * @param uniqueness share of the rows that do not repeat an earlier row or its key
 * @param validity share of the rows that keep every rule of the contract
 * @param integrity share of the references that have a partner; 1 where there are none
 * @param newest the latest known time, ISO 8601 in UTC; null without a clock
 * @param medianDelayDays days between a row's time and its known time, median; NaN without a clock
 * @param slowestDelayDays the same, 99th percentile
 */
public record SourceQuality(
    String source,
    long rows,
    double completeness,
    double uniqueness,
    double validity,
    double integrity,
    @Nullable String newest,
    double medianDelayDays,
    double slowestDelayDays) {}
