package dev.millrace.serving.config;

import java.time.Duration;

/**
 * What a server refuses, to stay alive for the others.
 *
 * @param bodyBytes the longest body
 * @param rows the most rows of one request
 * @param requestTime from the head of a request to its answer; a slow client is cut off
 * @param idle how long a connection may say nothing between two requests
 * @param connections the most at one time
 * @param inFlight the most requests being read or answered at one time
 */
public record Limits(
    long bodyBytes, int rows, Duration requestTime, Duration idle, int connections, int inFlight) {
  static final Limits DEFAULTS =
      new Limits(4L << 20, 10_000, Duration.ofSeconds(10), Duration.ofSeconds(60), 2_000, 512);
}
