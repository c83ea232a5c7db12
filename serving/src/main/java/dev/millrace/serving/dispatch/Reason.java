package dev.millrace.serving.dispatch;

import java.util.Locale;

/** Why a batch was scored when it was. */
public enum Reason {
  /** At once, on the event loop: scoring costs less than handing it over. */
  INLINE,
  /** A worker was free and nothing else waited. */
  IDLE,
  /** A worker took what had waited while it was busy. */
  QUEUED,
  /** As many rows waited as are scored together. */
  FULL;

  /** As metrics and headers spell it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
