package dev.millrace.pipeline.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers from the bottom up.
 *
 * @param low value at the pixel {@code bottom}
 * @param high value at the pixel {@code top}, larger
 * @param step between round numbers
 */
record ValueScale(double low, double high, double step, double bottom, double top) {
  private static final double ROUNDING = 1e-9;

  /** Of the largest value: a scale over equal values is still so high. */
  private static final double LEAST_SHARE = 0.01;

  /** A scale over at least the given values that begins and ends at round numbers. */
  static ValueScale over(double low, double high, int steps, double bottom, double top) {
    double least = Math.max(LEAST_SHARE * Math.max(Math.abs(low), Math.abs(high)), ROUNDING);
    double step = round(Math.max(high - low, least) / steps);
    double from = Math.floor(low / step + ROUNDING) * step;
    double to = Math.max(Math.ceil(high / step - ROUNDING) * step, from + step);
    return new ValueScale(from, to, step, bottom, top);
  }

  double at(double value) {
    return bottom - (bottom - top) * (value - low) / (high - low);
  }

  /** The round numbers, ascending. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    long count = Math.round((high - low) / step);
    for (long i = 0; i <= count; i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }

  /** The next of 1, 2, 5, 10… times a power of ten. */
  private static double round(double step) {
    double power = Math.pow(10, Math.floor(Math.log10(step)));
    for (double factor : new double[] {1, 2, 5}) {
      if (step <= factor * power * (1 + ROUNDING)) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
