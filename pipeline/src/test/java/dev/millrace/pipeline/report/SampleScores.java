package dev.millrace.pipeline.report;

import dev.millrace.models.evaluate.Evaluation.CalibrationReport.Bin;
import dev.millrace.models.evaluate.Evaluation.Confusion;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.models.evaluate.Evaluation.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Test rows of an invented model, most probable first, and the curves that follow from them. */
final class SampleScores {
  private static final int CURVE_POINTS = 200;

  private final List<Row> rows;
  private final long positives;

  record Row(double probability, boolean positive) {}

  /** Always the same rows. */
  SampleScores(int count) {
    SplittableRandom random = new SplittableRandom(7);
    List<Row> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double logit = -1.6 + 1.75 * gauss(random);
      double probability = 1 / (1 + Math.exp(-logit));
      made.add(new Row(probability, random.nextDouble() < probability));
    }
    made.sort(Comparator.comparingDouble(Row::probability).reversed());
    rows = made;
    positives = made.stream().filter(Row::positive).count();
  }

  private static double gauss(SplittableRandom random) {
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum - 6;
  }

  private long found(long taken) {
    return rows.stream().limit(taken).filter(Row::positive).count();
  }

  private List<Point> curve(java.util.function.LongFunction<Point> point) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i <= CURVE_POINTS; i++) {
      points.add(point.apply((long) rows.size() * i / CURVE_POINTS));
    }
    return points;
  }

  List<Point> roc() {
    double negatives = rows.size() - positives;
    return curve(n -> new Point((n - found(n)) / negatives, (double) found(n) / positives));
  }

  List<Point> precisionRecall() {
    return curve(n -> new Point((double) found(n) / positives, n == 0 ? 1 : (double) found(n) / n));
  }

  List<Point> gain() {
    return curve(n -> new Point((double) n / rows.size(), (double) found(n) / positives));
  }

  List<Point> profit(double value, double cost) {
    return curve(n -> new Point((double) n / rows.size(), value * found(n) - cost * n));
  }

  List<Double> lift() {
    List<Double> lift = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      long from = (long) rows.size() * i / 10;
      long to = (long) rows.size() * (i + 1) / 10;
      lift.add((double) (found(to) - found(from)) / (to - from) * rows.size() / positives);
    }
    return lift;
  }

  Confusion at(double threshold) {
    long flagged = rows.stream().filter(row -> row.probability() >= threshold).count();
    long hit = found(flagged);
    return new Confusion(
        hit, flagged - hit, rows.size() - positives - (flagged - hit), positives - hit);
  }

  double rocAuc() {
    List<Point> roc = roc();
    double area = 0;
    for (int i = 1; i < roc.size(); i++) {
      area += (roc.get(i).x() - roc.get(i - 1).x()) * (roc.get(i).y() + roc.get(i - 1).y()) / 2;
    }
    return area;
  }

  List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    for (int i = 9; i >= 0; i--) {
      List<Row> bin = rows.subList(rows.size() * i / 10, rows.size() * (i + 1) / 10);
      double predicted = bin.stream().mapToDouble(Row::probability).average().orElseThrow();
      double observed = (double) bin.stream().filter(Row::positive).count() / bin.size();
      double half = 1.96 * Math.sqrt(observed * (1 - observed) / bin.size()) + 0.005;
      bins.add(
          new Bin(
              predicted,
              observed,
              new Interval(Math.max(0, observed - half), Math.min(1, observed + half)),
              bin.size()));
    }
    return bins;
  }
}
