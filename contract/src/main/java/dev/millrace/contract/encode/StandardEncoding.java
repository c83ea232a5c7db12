package dev.millrace.contract.encode;

import dev.millrace.contract.feature.Encoding;
import java.util.List;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * {@link Encoding.Method#STANDARD}: (x - mean) / deviation, 0 for a constant column. Values beyond
 * a million deviations stop there, so that every finite number stays finite as a float.
 */
final class StandardEncoding extends NumberEncoding {
  private static final long serialVersionUID = 1L;
  private static final double LIMIT = 1e6;

  private final double mean;
  private final double deviation;

  @JsonCreator
  StandardEncoding(
      @JsonProperty("column") String column,
      @JsonProperty("impute") double impute,
      @JsonProperty("indicator") boolean indicator,
      @JsonProperty("mean") double mean,
      @JsonProperty("deviation") double deviation) {
    super(column, impute, indicator, List.of(column));
    this.mean = mean;
    this.deviation = deviation;
  }

  @Override
  List<ColumnFormula.Curve> curves() {
    return List.of(new ColumnFormula.Curve.Standard(mean, deviation, LIMIT));
  }

  @Override
  void write(double value, float[] out, int at) {
    double z = deviation == 0 ? 0 : (value - mean) / deviation;
    out[at] = (float) Math.max(-LIMIT, Math.min(LIMIT, z));
  }
}
