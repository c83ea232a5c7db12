package dev.millrace.contract.encode;

import java.util.List;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A boolean as one feature: -1 for false, 1 for true, 0 for missing. */
final class FlagEncoding extends NumberEncoding {
  private static final long serialVersionUID = 1L;
  private static final double HALF = 0.5;

  @JsonCreator
  FlagEncoding(
      @JsonProperty("column") String column, @JsonProperty("indicator") boolean indicator) {
    super(column, HALF, indicator, List.of(column));
  }

  @Override
  List<ColumnFormula.Curve> curves() {
    return List.of(new ColumnFormula.Curve.Line(List.of(0.0, 1.0), List.of(-1.0, 1.0)));
  }

  @Override
  void write(double value, float[] out, int at) {
    out[at] = (float) Math.max(-1, Math.min(1, 2 * value - 1));
  }
}
