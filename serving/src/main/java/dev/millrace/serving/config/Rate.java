package dev.millrace.serving.config;

import java.util.Locale;

/**
 * How often somebody may ask.
 *
 * @param perSecond requests a second, above 0; as many, and at least one, may come at once
 */
public record Rate(double perSecond) {
  private static final int MINUTE = 60;
  private static final int HOUR = 3_600;
  private static final double ROUNDING = 1e-6;

  /** As it is written in a configuration, by the second where that is a whole number. */
  @Override
  public String toString() {
    if (isWhole(perSecond)) {
      return Math.round(perSecond) + "/s";
    }
    if (isWhole(perSecond * MINUTE)) {
      return Math.round(perSecond * MINUTE) + "/m";
    }
    return isWhole(perSecond * HOUR)
        ? Math.round(perSecond * HOUR) + "/h"
        : String.format(Locale.ROOT, "%.3g/s", perSecond);
  }

  private static boolean isWhole(double number) {
    return Math.abs(number - Math.rint(number)) < ROUNDING && number > ROUNDING;
  }
}
