package dev.millrace.pipeline.report.chart;

import java.awt.Color;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The palette of page and charts, after Okabe and Ito 2008: told apart with any colour vision, and
 * in grey by lightness and dash. Charts are drawn with {@link #paint()}, a stand-in that the SVG
 * writer turns into a class, so that one drawing serves the light and the dark scheme.
 */
public enum Ink {
  /** Axis titles, legends. */
  INK(0, "#1d2125", "#e7eaed"),
  /** Tick labels below an axis, and marks that stand back. */
  MUTED(1, "#5a6470", "#9da7b2"),
  /** Tick labels left of an axis: as {@link #MUTED}, but ending where they were placed. */
  MUTED_END(2, "#5a6470", "#9da7b2"),
  /** Text that starts where it was placed. */
  INK_START(3, "#1d2125", "#e7eaed"),
  GRID(4, "#e4e8ec", "#2c333a"),
  MODEL(5, "#0868b0", "#6db8f7"),
  BASELINE(6, "#c4560c", "#f2a65f"),
  /** The model's colour as a pale area. */
  BAND(7, "#d5e6f4", "#1d3a55"),
  /** What chance or perfection would give. */
  REFERENCE(8, "#8a94a0", "#7d8793"),
  PAPER(9, "#ffffff", "#1a1e23"),
  /** Rows that are judged once, at the end. */
  TEST(10, "#0b7a53", "#57c999");

  private static final int STAND_IN_RED = 1;

  /** Its blue as a stand-in. */
  private final int number;

  private final String light;
  private final String dark;

  Ink(int number, String light, String dark) {
    this.number = number;
    this.light = light;
    this.dark = dark;
  }

  /** The stand-in to draw with. */
  Color paint() {
    return new Color(STAND_IN_RED, 2, number);
  }

  /** Which ink a stand-in such as {@code rgb(1,2,5)} stands for. */
  static Optional<Ink> of(String rgb) {
    return Arrays.stream(values())
        .filter(ink -> rgb.equals("rgb(" + STAND_IN_RED + ",2," + ink.number + ")"))
        .findFirst();
  }

  String cssName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Classes {@code f-…} to fill and {@code s-…} to stroke, by the page's custom properties. */
  public static String pageCss() {
    return ":root{"
        + properties(ink -> ink.light)
        + "}@media (prefers-color-scheme:dark){:root{"
        + properties(ink -> ink.dark)
        + "}}@media print{:root{"
        + properties(ink -> ink.light)
        + "}}"
        + classes(ink -> "var(--" + ink.cssName() + ")");
  }

  /** The same classes with the colours themselves, for a file that is opened alone. */
  static String fileCss() {
    return classes(ink -> ink.light)
        + "@media (prefers-color-scheme:dark){"
        + classes(ink -> ink.dark)
        + "}";
  }

  private static String properties(Function<Ink, String> colour) {
    return Arrays.stream(values())
        .map(ink -> "--" + ink.cssName() + ":" + colour.apply(ink))
        .collect(Collectors.joining(";"));
  }

  private static String classes(Function<Ink, String> colour) {
    return Arrays.stream(values())
        .map(
            ink ->
                ".f-%1$s{fill:%2$s}.s-%1$s{stroke:%2$s}"
                    .formatted(ink.cssName(), colour.apply(ink)))
        .collect(Collectors.joining());
  }
}
