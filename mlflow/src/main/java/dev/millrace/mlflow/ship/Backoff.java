package dev.millrace.mlflow.ship;

import dev.millrace.mlflow.api.CallFailed;
import java.time.Duration;
import java.util.Random;

/**
 * How long to wait before trying again: twice as long each time, between half and all of that by
 * chance, so that many clients do not come back at once; or what the server asks for, if longer.
 * Not thread-safe.
 */
public final class Backoff {
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 20;

  private final Duration first;
  private final Duration longest;
  private final Random random;
  private int failures;

  /**
   * A wait that grows.
   *
   * @param first longest wait after the first failure
   * @param longest of all waits
   */
  public Backoff(Duration first, Duration longest, Random random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /** The wait after one more failure. */
  Duration after(CallFailed failed) {
    Duration wait = next();
    Duration asked = failed.retryAfter().orElse(Duration.ZERO);
    Duration heard = asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
    return heard.compareTo(wait) > 0 ? heard : wait;
  }

  /** The wait after one more failure of another kind. */
  public Duration next() {
    long full =
        Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, MOST_DOUBLINGS));
    failures++;
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }

  /** Something succeeded. */
  public void reset() {
    failures = 0;
  }
}
