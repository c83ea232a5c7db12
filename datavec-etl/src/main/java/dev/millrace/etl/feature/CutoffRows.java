package dev.millrace.etl.feature;

import java.time.Instant;

/**
 * The rows of one cutoff.
 *
 * @param rows entities asked about
 * @param positives of them with the event within the horizon
 */
public record CutoffRows(Instant cutoff, long rows, long positives) {}
