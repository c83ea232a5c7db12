package dev.millrace.contract.encode;

import dev.millrace.contract.feature.Encoding;
import java.util.Arrays;
import java.util.List;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * {@link Encoding.Method#QUANTILE}: the broken line through training quantiles and their standard
 * normal scores, constant beyond its ends.
 */
final class QuantileEncoding extends NumberEncoding {
  private static final long serialVersionUID = 1L;

  private final double[] points;
  private final double[] scores;

  /**
   * @param points distinct training quantiles, ascending
   * @param scores the normal score of each
   */
  @JsonCreator
  QuantileEncoding(
      @JsonProperty("column") String column,
      @JsonProperty("impute") double impute,
      @JsonProperty("indicator") boolean indicator,
      @JsonProperty("points") double[] points,
      @JsonProperty("scores") double[] scores) {
    super(column, impute, indicator, List.of(column));
    this.points = points.clone();
    this.scores = scores.clone();
  }

  static QuantileEncoding fit(String column, boolean indicator, ColumnStatistics.Numbers numbers) {
    double[] quantiles = numbers.quantiles().stream().mapToDouble(q -> q).toArray();
    double[] points = PiecewiseLinear.distinct(quantiles);
    double[] scores = new double[points.length];
    int first = 0;
    for (int i = 0; i < points.length; i++) {
      int last = first;
      while (last + 1 < quantiles.length && quantiles[last + 1] == points[i]) {
        last++;
      }
      // the middle of the steps that share a value; half a step from 0 and 1 at the ends
      scores[i] = Normal.quantile(((first + last) / 2.0 + 0.5) / quantiles.length);
      first = last + 1;
    }
    return new QuantileEncoding(column, numbers.median(), indicator, points, scores);
  }

  @Override
  List<ColumnFormula.Curve> curves() {
    return List.of(
        new ColumnFormula.Curve.Line(
            Arrays.stream(points).boxed().toList(), Arrays.stream(scores).boxed().toList()));
  }

  @Override
  void write(double value, float[] out, int at) {
    out[at] = (float) PiecewiseLinear.interpolate(points, scores, value);
  }
}
