package dev.millrace.pipeline.init;

import java.util.Locale;

/** Figures in remarks. */
final class Numbers {
  private static final int SHORT = 24;
  private static final double EXACT = 1e15;

  private Numbers() {}

  static String show(double value) {
    return value == Math.rint(value) && Math.abs(value) < EXACT
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.0f %%", 100.0 * part / Math.max(1, whole));
  }

  static String shorten(String text) {
    return text.codePointCount(0, text.length()) <= SHORT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHORT)) + "…";
  }
}
