package dev.millrace.models.export;

import dev.millrace.contract.encode.ColumnFormula.Curve;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx.TensorProto;

/**
 * Functions of numbers in ONNX, operation for operation as Java computes them: in doubles, with the
 * same roundings. Values are {@code [rows, 1]} and never NaN.
 */
final class OnnxCurves {
  private static final double ROBUST_LIMIT = 3;
  private static final double FAR = 1e8;

  private final OnnxGraph graph;

  OnnxCurves(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Appends a curve: {@code [rows, features]}, doubles. */
  String write(Curve curve, String value) {
    if (curve instanceof Curve.Robust robust) {
      return robust.factor() == 0 ? zero(value) : robust(robust, value);
    }
    if (curve instanceof Curve.Standard standard) {
      return standard.deviation() == 0 ? zero(value) : standard(standard, value);
    }
    if (curve instanceof Curve.Bins bins) {
      return bins(array(bins.edges()), bins.weight(), value);
    }
    Curve.Line line = (Curve.Line) curve;
    return line(line.x(), line.y(), value);
  }

  private String robust(Curve.Robust robust, String value) {
    String v =
        graph.apply(
            "Mul", graph.apply("Sub", value, number(robust.median())), number(robust.factor()));
    String third = graph.apply("Div", v, number(ROBUST_LIMIT));
    String square = graph.apply("Add", number(1), graph.apply("Mul", third, third));
    String near = graph.apply("Div", v, graph.apply("Sqrt", square));
    String end = graph.apply("Mul", graph.apply("Sign", v), number(ROBUST_LIMIT));
    String far = graph.apply("Greater", graph.apply("Abs", third), number(FAR));
    return graph.apply("Where", far, end, near);
  }

  private String standard(Curve.Standard standard, String value) {
    String centred = graph.apply("Sub", value, number(standard.mean()));
    String z = graph.apply("Div", centred, number(standard.deviation()));
    return graph.apply("Clip", z, number(-standard.limit()), number(standard.limit()));
  }

  private String bins(double[] edges, double weight, String value) {
    int bins = edges.length - 1;
    double[] from = new double[bins];
    double[] distance = new double[bins];
    for (int i = 0; i < bins; i++) {
      from[i] = edges[i] / 2;
      distance[i] = halfDistance(edges[i], edges[i + 1]);
    }
    String share = share(value, row(from), row(distance));
    return graph.apply("Mul", share, number(weight));
  }

  /**
   * Appends the broken line through points, x ascending, constant beyond its ends. The segment is
   * searched in two steps, so that memory grows with the root of the number of points.
   */
  String line(List<Double> x, List<Double> y, String value) {
    double[] points = array(x);
    int last = points.length - 1;
    double[] from = new double[last + 1];
    double[] distance = new double[last + 1];
    double[] start = array(y);
    double[] rise = new double[last + 1];
    Arrays.fill(distance, 1); // of the one beyond the end, which does not rise
    for (int i = 0; i <= last; i++) {
      from[i] = points[i] / 2;
      if (i < last) {
        distance[i] = halfDistance(points[i], points[i + 1]);
        rise[i] = start[i + 1] - start[i];
      }
    }
    String segment = segment(points, value);
    String share = share(value, at(from, segment), at(distance, segment));
    return graph.apply("Add", at(start, segment), graph.apply("Mul", share, at(rise, segment)));
  }

  /** The last point that is not above the value, {@code [rows, 1]}; the first where all are. */
  private String segment(double[] points, String value) {
    int size = (int) Math.ceil(Math.sqrt(points.length));
    int blocks = (points.length + size - 1) / size;
    double[] padded = Arrays.copyOf(points, blocks * size);
    Arrays.fill(padded, points.length, padded.length, Double.POSITIVE_INFINITY);
    double[] firsts = new double[blocks];
    for (int i = 0; i < blocks; i++) {
      firsts[i] = padded[i * size];
    }
    String block = lastNotAbove(row(firsts), value, blocks);
    String table = graph.doubles(padded, blocks, size);
    String candidates = graph.apply("Gather", table, graph.apply("Squeeze", block, axis()));
    String within = lastNotAbove(candidates, value, size);
    String before = graph.apply("Mul", block, whole(size));
    return graph.apply("Min", graph.apply("Add", before, within), whole(points.length - 1));
  }

  private String lastNotAbove(String points, String value, int count) {
    String passed = graph.apply("GreaterOrEqual", value, points);
    String ones = graph.cast(passed, TensorProto.DataType.INT64);
    String passedCount = graph.apply("ReduceSum", ones, axis());
    String index = graph.apply("Sub", passedCount, whole(1));
    return graph.apply("Clip", index, whole(0), whole(count - 1));
  }

  private String share(String value, String from, String distance) {
    String half = graph.apply("Mul", value, number(0.5));
    String share = graph.apply("Div", graph.apply("Sub", half, from), distance);
    return graph.apply("Clip", share, number(0), number(1));
  }

  /** Two points may differ by less than twice the smallest double. */
  private static double halfDistance(double from, double to) {
    return Math.max(to / 2 - from / 2, Double.MIN_VALUE);
  }

  private String zero(String value) {
    return graph.apply("Clip", value, number(0), number(0));
  }

  private String at(double[] table, String index) {
    return graph.apply("Gather", graph.doubles(table, table.length), index);
  }

  private String row(double[] values) {
    return graph.doubles(values, 1, values.length);
  }

  String number(double value) {
    return graph.doubles(new double[] {value});
  }

  private String whole(long value) {
    return graph.wholes(new long[] {value});
  }

  private String axis() {
    return graph.wholes(new long[] {1}, 1);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
