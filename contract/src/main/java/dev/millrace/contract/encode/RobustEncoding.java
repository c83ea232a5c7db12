package dev.millrace.contract.encode;

import dev.millrace.contract.feature.Encoding;
import java.util.List;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** {@link Encoding.Method#ROBUST}: one feature by {@link RobustScale}. */
final class RobustEncoding extends NumberEncoding {
  private static final long serialVersionUID = 1L;

  private final double median;
  private final double factor;

  @JsonCreator
  RobustEncoding(
      @JsonProperty("column") String column,
      @JsonProperty("impute") double impute,
      @JsonProperty("indicator") boolean indicator,
      @JsonProperty("median") double median,
      @JsonProperty("factor") double factor) {
    super(column, impute, indicator, List.of(column));
    this.median = median;
    this.factor = factor;
  }

  @Override
  List<ColumnFormula.Curve> curves() {
    return List.of(new ColumnFormula.Curve.Robust(median, factor));
  }

  @Override
  void write(double value, float[] out, int at) {
    out[at] = (float) RobustScale.apply(value, median, factor);
  }
}
