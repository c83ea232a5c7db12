package dev.millrace.contract.encode;

import dev.millrace.contract.feature.Encoding;
import java.util.List;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * {@link Encoding.Method#TARGET}: the smoothed rate of positives of the category, {@code (positives
 * + smoothing * overall) / (rows + smoothing)} (Micci-Barreca 2001), less the overall rate and
 * divided by how much the rates spread over training rows; 0 where nothing is known.
 */
final class TargetEncoding extends CategoryEncoding {
  private static final long serialVersionUID = 1L;

  private final double[] rates;
  private final double overall;
  private final double spread;

  /**
   * @param rates the smoothed rate of each category, 0 to 1
   * @param overall the rate of all training rows, 0 to 1
   * @param spread positive
   */
  @JsonCreator
  TargetEncoding(
      @JsonProperty("column") String column,
      @JsonProperty("rules") CategoryRules rules,
      @JsonProperty("rates") double[] rates,
      @JsonProperty("overall") double overall,
      @JsonProperty("spread") double spread) {
    super(column, rules, List.of(column + " rate"));
    this.rates = rates.clone();
    this.overall = overall;
    this.spread = spread;
  }

  @Override
  void write(int category, float[] out, int at) {
    out[at] = category == NONE ? 0 : (float) ((rates[category] - overall) / spread);
  }
}
