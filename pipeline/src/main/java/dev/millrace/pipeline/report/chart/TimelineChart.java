package dev.millrace.pipeline.report.chart;

import dev.millrace.pipeline.report.text.Words;
import java.awt.geom.Point2D;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/**
 * Cutoffs over time: the rows of each, the share of positive ones, and for each part of the split
 * from when to when its cutoffs and its labels reach.
 */
public final class TimelineChart {
  private static final double LEFT = 72;
  private static final double RIGHT = Canvas.WIDTH - 22.0;
  private static final double ROWS_TOP = 30;
  private static final double ROWS_BOTTOM = 130;
  private static final double RATE_TOP = 168;
  private static final double RATE_BOTTOM = 228;
  private static final double LANES_TOP = 262;
  private static final double LANE = 22;
  private static final double BELOW = 40;
  private static final double TITLE_GAP = 12;
  private static final double WIDEST_BAR = 22;
  private static final double BAR_SHARE = 0.72;
  private static final double LETTER_DROP = 4.5;
  private static final double DOT = 3;

  /** What the rows of a cutoff are for. */
  public enum Part {
    TRAINING(Ink.MODEL),
    VALIDATION(Ink.BASELINE),
    TEST(Ink.TEST),
    /** In a gap between parts. */
    LEFT_OUT(Ink.REFERENCE),
    /** Of a split that does not go by time. */
    ALL_PARTS(Ink.MODEL);

    private final Ink ink;

    Part(Ink ink) {
      this.ink = ink;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** The rows of one cutoff. */
  public record Cutoff(Instant at, long rows, long positives, Part part) {
    double rate() {
      return rows == 0 ? 0 : (double) positives / rows;
    }
  }

  private final List<Cutoff> cutoffs;
  private final List<Instant> borders;
  private final Duration horizon;
  private final List<Part> parts;
  private final TimeScale time;
  private final double bar;

  private TimelineChart(List<Cutoff> cutoffs, List<Instant> borders, Duration horizon) {
    this.cutoffs = cutoffs;
    this.borders = borders;
    this.horizon = horizon;
    this.parts =
        Arrays.stream(Part.values())
            .filter(part -> cutoffs.stream().anyMatch(cutoff -> cutoff.part() == part))
            .toList();
    Instant first = cutoffs.get(0).at();
    Instant end = cutoffs.get(cutoffs.size() - 1).at().plus(horizon);
    bar = Math.min(WIDEST_BAR, BAR_SHARE * (RIGHT - LEFT) / cutoffs.size());
    time = new TimeScale(first, end, LEFT + bar / 2 + 2, RIGHT);
  }

  /**
   * Draws the cutoffs.
   *
   * @param cutoffs at least one, ascending
   * @param borders first moments of parts
   * @param horizon from a cutoff to when its labels are known, above 0
   */
  public static Chart of(
      List<Cutoff> cutoffs, List<Instant> borders, Duration horizon, String reading) {
    TimelineChart chart = new TimelineChart(cutoffs, borders, horizon);
    int height = (int) (LANES_TOP + LANE * chart.parts.size() + BELOW);
    return Canvas.drawByHand("timeline", "Cutoffs over time", reading, height, chart::draw);
  }

  private void draw(Pen pen) {
    borders(pen);
    rows(pen);
    rates(pen);
    for (int i = 0; i < parts.size(); i++) {
      lane(pen, parts.get(i), LANES_TOP + LANE * (i + 0.5));
    }
    axis(pen);
  }

  private double bottom() {
    return LANES_TOP + LANE * parts.size();
  }

  private void borders(Pen pen) {
    for (Instant border : borders) {
      double x = time.at(border) - bar / 2 - 2;
      pen.line(Ink.REFERENCE, Style.DOTTED, x, ROWS_TOP, x, bottom());
    }
  }

  private void rows(Pen pen) {
    pen.from("Rows per cutoff", 4, ROWS_TOP - TITLE_GAP);
    double most = cutoffs.stream().mapToLong(Cutoff::rows).max().orElse(1);
    ValueScale scale = ValueScale.over(0, Math.max(1, most), 3, ROWS_BOTTOM, ROWS_TOP);
    grid(pen, scale, value -> Words.count(Math.round(value)));
    for (Cutoff cutoff : cutoffs) {
      double top = scale.at((double) cutoff.rows());
      double x = time.at(cutoff.at()) - bar / 2;
      if (cutoff.part() == Part.LEFT_OUT) {
        pen.frame(Ink.REFERENCE, x, top, bar, ROWS_BOTTOM - top);
      } else {
        pen.box(cutoff.part().ink, x, top, bar, ROWS_BOTTOM - top);
      }
    }
  }

  private void rates(Pen pen) {
    pen.from("Share of them with the event", 4, RATE_TOP - TITLE_GAP);
    double most = cutoffs.stream().mapToDouble(Cutoff::rate).max().orElse(1);
    ValueScale scale = ValueScale.over(0, Math.max(most, 0.001), 2, RATE_BOTTOM, RATE_TOP);
    grid(pen, scale, Words::share);
    List<Point2D> line =
        cutoffs.stream()
            .map(c -> (Point2D) new Point2D.Double(time.at(c.at()), scale.at(c.rate())))
            .collect(Collectors.toList());
    pen.path(Ink.INK, Style.LINE, line);
    line.forEach(point -> pen.dot(Ink.INK, point.getX(), point.getY(), DOT));
  }

  private static void grid(Pen pen, ValueScale scale, DoubleFunction<String> label) {
    for (double value : scale.ticks()) {
      double y = scale.at(value);
      pen.line(Ink.GRID, Style.THIN, LEFT, y, RIGHT, y);
      pen.before(label.apply(value), LEFT - 6, y + LETTER_DROP);
    }
  }

  /** Dots for cutoffs, and outlined from the first to when the labels of the last are known. */
  private void lane(Pen pen, Part part, double y) {
    List<Instant> own =
        cutoffs.stream().filter(cutoff -> cutoff.part() == part).map(Cutoff::at).toList();
    pen.before(part.toString(), LEFT - 6, y + LETTER_DROP);
    if (part != Part.LEFT_OUT) {
      double from = time.at(own.get(0));
      double to = time.at(own.get(own.size() - 1).plus(horizon));
      pen.frame(part.ink, from, y - LANE / 4, to - from, LANE / 2);
    }
    own.forEach(cutoff -> pen.dot(part.ink, time.at(cutoff), y, DOT));
  }

  private void axis(Pen pen) {
    pen.from("Dots: cutoffs. Boxes: until their labels are known", 4, LANES_TOP - TITLE_GAP + 4);
    pen.line(Ink.REFERENCE, Style.THIN, LEFT, bottom(), RIGHT, bottom());
    for (TimeScale.Tick tick : time.ticks()) {
      pen.line(Ink.REFERENCE, Style.THIN, tick.x(), bottom(), tick.x(), bottom() + 4);
      pen.below(tick.label(), tick.x(), bottom() + 18);
    }
  }
}
