package dev.millrace.pipeline.report.chart;

import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.pipeline.report.text.Words;
import java.time.Instant;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How well the model ranks the rows of each cutoff, beside the best that is possible. */
public final class PeriodsChart {
  private static final int HEIGHT = 300;
  private static final double LEFT = 46;
  private static final double RIGHT = Canvas.WIDTH - 34.0;
  private static final double TOP = 30;
  private static final double BOTTOM = 232;
  private static final double LEGEND = 282;
  private static final double LETTER_DROP = 4.5;
  private static final double DOT = 4.5;
  private static final double WIDEST_HALF_MARK = 8;
  private static final double MARK_SHARE = 0.35;
  private static final double LEGEND_GAP = 18;
  private static final int MOST_DIGITS_STEP = 100;

  /**
   * The ROC-AUC of the rows of one cutoff.
   *
   * @param test whether they are test rows; otherwise validation rows
   */
  public record Point(
      Instant cutoff,
      boolean test,
      double rocAuc,
      @Nullable Interval interval,
      @Nullable Double bestPossible) {}

  private final List<Point> points;
  private final TimeScale time;
  private final ValueScale scale;

  private PeriodsChart(List<Point> points) {
    this.points = points;
    Instant first = points.get(0).cutoff();
    Instant last = points.get(points.size() - 1).cutoff();
    Instant end = last.isAfter(first) ? last : first.plusSeconds(1);
    time = new TimeScale(first, end, LEFT + 14, RIGHT);
    scale = ValueScale.over(values().min().orElse(0), values().max().orElse(1), 5, BOTTOM, TOP);
  }

  /**
   * Draws the points over time.
   *
   * @param points at least one, ascending
   */
  public static Chart of(List<Point> points, String reading) {
    PeriodsChart chart = new PeriodsChart(points);
    return Canvas.drawByHand("periods", "ROC-AUC by cutoff", reading, HEIGHT, chart::draw);
  }

  private DoubleStream values() {
    return points.stream()
        .flatMap(
            point ->
                Stream.of(
                    point.rocAuc(),
                    point.interval() == null ? null : point.interval().low(),
                    point.interval() == null ? null : point.interval().high(),
                    point.bestPossible()))
        .filter(value -> value != null)
        .mapToDouble(Double::doubleValue);
  }

  private void draw(Pen pen) {
    pen.from("ROC-AUC (0.5 is chance)", 4, TOP - 12);
    for (double value : scale.ticks()) {
      double y = scale.at(value);
      pen.line(Ink.GRID, Style.THIN, LEFT, y, RIGHT + 14, y);
      pen.before(label(value), LEFT - 6, y + LETTER_DROP);
    }
    points.forEach(point -> draw(pen, point));
    for (TimeScale.Tick tick : time.ticks()) {
      pen.below(tick.label(), tick.x(), BOTTOM + 20);
    }
    legend(pen);
  }

  private String label(double value) {
    return scale.step() * MOST_DIGITS_STEP < 1 ? Words.metric(value) : twoDigits(value);
  }

  private static String twoDigits(double value) {
    return Words.metric(value).substring(0, Words.metric(value).length() - 1);
  }

  private void draw(Pen pen, Point point) {
    double x = time.at(point.cutoff());
    Interval interval = point.interval();
    if (interval != null) {
      pen.line(Ink.MODEL, Style.LINE, x, scale.at(interval.low()), x, scale.at(interval.high()));
    }
    mark(pen, point.test(), x, scale.at(point.rocAuc()));
    Double best = point.bestPossible();
    if (best != null) {
      best(pen, x, scale.at(best));
    }
  }

  private static void mark(Pen pen, boolean test, double x, double y) {
    if (test) {
      pen.dot(Ink.MODEL, x, y, DOT);
    } else {
      pen.ring(Ink.MODEL, x, y, DOT - 0.5);
    }
  }

  private void best(Pen pen, double x, double y) {
    double half = Math.min(WIDEST_HALF_MARK, MARK_SHARE * (RIGHT - LEFT) / points.size());
    pen.line(Ink.BASELINE, Style.LINE, x - half, y, x + half, y);
  }

  private void legend(Pen pen) {
    double x = 12;
    double y = LEGEND - LETTER_DROP;
    if (points.stream().anyMatch(point -> !point.test())) {
      mark(pen, false, x, y);
      x = entry(pen, "model, validation", x);
    }
    if (points.stream().anyMatch(Point::test)) {
      mark(pen, true, x, y);
      x = entry(pen, "model, test", x);
    }
    if (points.stream().anyMatch(point -> point.bestPossible() != null)) {
      best(pen, x + 2, y);
      entry(pen, "best possible", x + 4);
    }
  }

  private static double entry(Pen pen, String text, double x) {
    pen.from(text, x + 10, LEGEND);
    return x + 10 + 1.1 * Pen.width(text) + LEGEND_GAP;
  }
}
