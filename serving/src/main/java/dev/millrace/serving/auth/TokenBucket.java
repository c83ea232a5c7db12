package dev.millrace.serving.auth;

import dev.millrace.serving.config.Rate;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets so many through in a second, and a second's worth (at least one) at once: the generic cell
 * rate algorithm (ITU-T I.371), which needs one number. Thread-safe; allocates nothing.
 */
final class TokenBucket {
  private static final double SECOND = 1e9;

  private final Rate rate;
  private final long interval;
  private final long tolerance;

  /** When the bucket will be full again, by {@link System#nanoTime}. */
  private final AtomicLong full;

  /**
   * @param now by {@link System#nanoTime}, as everywhere here
   */
  TokenBucket(Rate rate, long now) {
    this.rate = rate;
    this.interval = Math.max(1, Math.round(SECOND / rate.perSecond()));
    this.tolerance = Math.max(interval, Math.round(SECOND));
    this.full = new AtomicLong(now);
  }

  Rate rate() {
    return rate;
  }

  /** Takes one; returns 0, or the nanoseconds to wait for one. */
  long take(long now) {
    while (true) {
      long before = full.get();
      long after = (before - now > 0 ? before : now) + interval;
      long wait = after - now - tolerance;
      if (wait > 0) {
        return wait;
      }
      if (full.compareAndSet(before, after)) {
        return 0;
      }
    }
  }

  /** Nanoseconds until there is one to take; takes none. */
  long waitFor(long now) {
    return Math.max(0, full.get() - now + interval - tolerance);
  }
}
