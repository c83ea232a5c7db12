package dev.millrace.pipeline.report;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Contrast of two CSS colours, 1 to 21, by WCAG 2.2. */
final class Contrast {
  private Contrast() {}

  static double of(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String rgb) {
    double[] channels =
        Pattern.compile("\\d+")
            .matcher(rgb)
            .results()
            .map(MatchResult::group)
            .limit(3)
            .mapToDouble(value -> linear(Integer.parseInt(value) / 255.0))
            .toArray();
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
  }

  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }
}
