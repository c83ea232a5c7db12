package dev.millrace.serving.protocol.kserve;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a model has done since it was loaded, for the extension {@code statistics}.
 *
 * @param lastInference null before the first
 * @param rows that were answered
 * @param batches in which they were scored
 * @param success requests that were answered, and the time from their last byte to the answer
 * @param fail requests that were refused
 * @param queue requests waiting between reading and scoring
 * @param read reading requests
 * @param score encoding and scoring batches
 */
public record ModelStatistics(
    @Nullable Instant lastInference,
    long rows,
    long batches,
    Timing success,
    Timing fail,
    Timing queue,
    Timing read,
    Timing score) {

  /** How often something was done, and how long that took altogether. */
  public record Timing(long count, Duration total) {}
}
