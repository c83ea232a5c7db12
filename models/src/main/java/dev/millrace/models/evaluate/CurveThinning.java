package dev.millrace.models.evaluate;

import dev.millrace.models.evaluate.Evaluation.Point;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Leaves out points of a curve that the eye would not miss: those closest to the straight line
 * between their kept neighbours (Douglas and Peucker 1973), worst deviation mended first. Both ends
 * stay.
 */
final class CurveThinning {
  /** More than a plot has use for, few enough for a page. */
  static final int MOST_POINTS = 200;

  private static final double STRAIGHT = 1e-12;

  private CurveThinning() {}

  /** At most {@link #MOST_POINTS} of the points, in order. */
  static List<Point> thin(List<Point> points) {
    return thin(points, MOST_POINTS);
  }

  /**
   * @param most at least 2
   */
  static List<Point> thin(List<Point> points, int most) {
    if (points.size() <= 2) {
      return List.copyOf(points);
    }
    Outline outline = Outline.of(points);
    int last = points.size() - 1;
    BitSet kept = new BitSet(points.size());
    kept.set(0);
    kept.set(last);
    PriorityQueue<Span> spans =
        new PriorityQueue<>(
            Comparator.comparingDouble(Span::deviation).reversed().thenComparingInt(Span::from));
    spans.add(outline.span(0, last));
    while (kept.cardinality() < most && !spans.isEmpty()) {
      Span worst = spans.remove();
      if (worst.deviation > STRAIGHT) {
        kept.set(worst.farthest);
        spans.add(outline.span(worst.from, worst.farthest));
        spans.add(outline.span(worst.farthest, worst.to));
      }
    }
    return kept.stream().mapToObj(points::get).toList();
  }

  /** A straight piece between two kept points and the point that bends away most from it. */
  private record Span(int from, int to, int farthest, double deviation) {}

  /** A curve as it is drawn: both axes equally long, whatever their units. */
  private record Outline(double[] x, double[] y) {

    static Outline of(List<Point> points) {
      return new Outline(
          unit(points.stream().mapToDouble(Point::x).toArray()),
          unit(points.stream().mapToDouble(Point::y).toArray()));
    }

    private static double[] unit(double[] values) {
      DoubleSummaryStatistics range = Arrays.stream(values).summaryStatistics();
      double length = range.getMax() - range.getMin();
      return length == 0
          ? values
          : Arrays.stream(values).map(v -> (v - range.getMin()) / length).toArray();
    }

    Span span(int from, int to) {
      int farthest = from;
      double deviation = 0;
      for (int i = from + 1; i < to; i++) {
        double distance = distance(i, from, to);
        if (distance > deviation) {
          deviation = distance;
          farthest = i;
        }
      }
      return new Span(from, to, farthest, deviation);
    }

    /** From a point to the line through two others, or to their only place. */
    private double distance(int point, int from, int to) {
      double dx = x[to] - x[from];
      double dy = y[to] - y[from];
      double length = Math.hypot(dx, dy);
      if (length == 0) {
        return Math.hypot(x[point] - x[from], y[point] - y[from]);
      }
      return Math.abs(dx * (y[point] - y[from]) - dy * (x[point] - x[from])) / length;
    }
  }
}
