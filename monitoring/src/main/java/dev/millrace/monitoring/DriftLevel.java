package dev.millrace.monitoring;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a population stability index is customarily taken for (Siddiqi 2006). */
public enum DriftLevel {
  /** No alarm, from too few rows to mean anything. */
  UNKNOWN,
  /** Below 0.1, or no more than chance explains. */
  STABLE,
  /** From 0.1 to 0.25. */
  MODERATE,
  /** Above 0.25. */
  LARGE;

  private static final double MODERATE_FROM = 0.1;
  private static final double LARGE_ABOVE = 0.25;

  static DriftLevel of(double psi) {
    if (psi > LARGE_ABOVE) {
      return LARGE;
    }
    return psi >= MODERATE_FROM ? MODERATE : STABLE;
  }

  /** As in JSON: {@code unknown}, {@code stable}, {@code moderate} or {@code large}. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
