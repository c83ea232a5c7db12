package dev.millrace.models.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a model is judged.
 *
 * @param calibration which calibration is fitted on validation rows
 * @param threshold how the threshold is chosen on validation rows
 * @param slices category columns whose values are reported separately; empty means all categories
 * @param bootstrap resamples for the intervals, at least 100
 * @param confidence level of the intervals, in (0, 1)
 * @param gates by metric name as in {@code metrics.json}
 * @param decision the business case; null where there is none
 */
public record EvaluateSpec(
    CalibrationChoice calibration,
    ThresholdRule threshold,
    List<String> slices,
    int bootstrap,
    double confidence,
    Map<String, Gate> gates,
    @Nullable DecisionSpec decision) {
  public EvaluateSpec {
    slices = List.copyOf(slices);
    gates = Map.copyOf(gates);
  }

  /** Which probability calibration is used. */
  public enum CalibrationChoice {
    /** The one with the lowest cross-validated log-loss on validation rows. */
    @JsonProperty("auto")
    AUTO,
    @JsonProperty("none")
    NONE,
    @JsonProperty("platt")
    PLATT,
    @JsonProperty("isotonic")
    ISOTONIC
  }

  /** How the threshold is chosen. */
  public sealed interface ThresholdRule {
    /** Largest F1. */
    record BestF1() implements ThresholdRule {}

    /** Highest threshold with at least this recall, in (0, 1]. */
    record AtRecall(double recall) implements ThresholdRule {}

    /** Lowest threshold with at least this precision, in (0, 1]. */
    record AtPrecision(double precision) implements ThresholdRule {}

    /** Largest profit of the decision within its capacity. */
    record ByDecision() implements ThresholdRule {}
  }

  /**
   * A bound a test metric has to keep.
   *
   * @param confident whether the end of the confidence interval has to keep it too
   */
  public record Gate(@Nullable Double min, @Nullable Double max, boolean confident) {}

  /**
   * Contacting the customers most likely to leave.
   *
   * @param valueOfASave gain when a positive row is contacted, in money
   * @param contactCost cost of contacting any row, in money
   * @param capacity largest share of rows that can be contacted, in (0, 1]
   */
  public record DecisionSpec(double valueOfASave, double contactCost, double capacity) {}
}
