package dev.millrace.contract.encode;

import dev.millrace.contract.feature.Encoding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * {@link Encoding.Method#BINS}: the robust value, then for each bin between training quantiles how
 * far the value is through it, times a weight: 0 below, 1 above, linear inside (Gorishniy et al.
 * 2022). Unlike there, the outer bins stop at 0 and 1 too; the robust value still grows.
 */
final class BinsEncoding extends NumberEncoding {
  private static final long serialVersionUID = 1L;
  private static final MathContext DIGITS = new MathContext(9);

  /** The bins refine the robust value; smaller than it, they do not drown it (measured). */
  private static final double WEIGHT = 0.2;

  private final double median;
  private final double factor;
  private final double[] edges;
  private final double weight;

  /**
   * @param edges of the bins, ascending and distinct; fewer than two make no bins
   * @param weight the value of a bin that is passed
   */
  @JsonCreator
  BinsEncoding(
      @JsonProperty("column") String column,
      @JsonProperty("impute") double impute,
      @JsonProperty("indicator") boolean indicator,
      @JsonProperty("median") double median,
      @JsonProperty("factor") double factor,
      @JsonProperty("edges") double[] edges,
      @JsonProperty("weight") double weight) {
    super(column, impute, indicator, names(column, edges));
    this.median = median;
    this.factor = factor;
    this.edges = edges.clone();
    this.weight = weight;
  }

  /**
   * @param bins how many at most
   */
  static BinsEncoding fit(
      String column, boolean indicator, int bins, ColumnStatistics.Numbers numbers) {
    double[] edges = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      edges[i] = readable(numbers.quantile(i, bins));
    }
    return new BinsEncoding(
        column,
        numbers.median(),
        indicator,
        numbers.median(),
        RobustScale.factor(numbers),
        PiecewiseLinear.distinct(edges),
        WEIGHT);
  }

  @Override
  List<ColumnFormula.Curve> curves() {
    ColumnFormula.Curve robust = new ColumnFormula.Curve.Robust(median, factor);
    return edges.length < 2
        ? List.of(robust)
        : List.of(
            robust, new ColumnFormula.Curve.Bins(Arrays.stream(edges).boxed().toList(), weight));
  }

  @Override
  void write(double value, float[] out, int at) {
    out[at] = (float) RobustScale.apply(value, median, factor);
    float passed = (float) weight;
    for (int i = 1; i < edges.length; i++) {
      if (value >= edges[i]) {
        out[at + i] = passed;
      } else if (value <= edges[i - 1]) {
        out[at + i] = 0;
      } else {
        out[at + i] = (float) (weight * PiecewiseLinear.share(edges[i - 1], edges[i], value));
      }
    }
  }

  private static List<String> names(String column, double[] edges) {
    List<String> names = new ArrayList<>(List.of(column));
    for (int i = 1; i < edges.length; i++) {
      names.add(column + " " + text(edges[i - 1]) + " to " + text(edges[i]));
    }
    return names;
  }

  /** Rounded, so that names of bins can be read; where a bin ends exactly does not matter. */
  private static double readable(double edge) {
    return new BigDecimal(edge).round(DIGITS).doubleValue();
  }

  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
