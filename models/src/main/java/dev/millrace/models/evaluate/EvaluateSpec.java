package dev.millrace.models.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
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
  private static final int FEWEST_RESAMPLES = 100;

  public EvaluateSpec {
    slices = List.copyOf(slices);
    gates = Map.copyOf(gates);
    if (bootstrap < FEWEST_RESAMPLES) {
      throw new IllegalArgumentException("bootstrap must be at least 100, not " + bootstrap);
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in (0, 1), not " + confidence);
    }
  }

  /**
   * Calibration chosen by itself, the threshold of the largest F1, all categories as slices, 1000
   * resamples, 95 % intervals, no gates and no business case.
   */
  public static EvaluateSpec standard() {
    return new EvaluateSpec(
        CalibrationChoice.AUTO, new ThresholdRule.BestF1(), List.of(), 1000, 0.95, Map.of(), null);
  }

  /** Which probability calibration is used. */
  public enum CalibrationChoice {
    /**
     * The simplest of them whose cross-validated log-loss on validation rows is within one standard
     * error of the lowest.
     */
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
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rule")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = ThresholdRule.BestF1.class, name = "f1"),
    @JsonSubTypes.Type(value = ThresholdRule.AtRecall.class, name = "recall"),
    @JsonSubTypes.Type(value = ThresholdRule.AtPrecision.class, name = "precision"),
    @JsonSubTypes.Type(value = ThresholdRule.ByDecision.class, name = "decision")
  })
  public sealed interface ThresholdRule {
    /** Largest F1. */
    record BestF1() implements ThresholdRule {}

    /** Highest threshold with at least this recall, in (0, 1]. */
    record AtRecall(double recall) implements ThresholdRule {
      public AtRecall {
        checkShare("recall", recall);
      }
    }

    /**
     * Lowest threshold with at least this precision, in (0, 1]; where none reaches it, the one with
     * the highest precision.
     */
    record AtPrecision(double precision) implements ThresholdRule {
      public AtPrecision {
        checkShare("precision", precision);
      }
    }

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
  public record DecisionSpec(double valueOfASave, double contactCost, double capacity) {
    public DecisionSpec {
      checkShare("capacity", capacity);
      if (!(valueOfASave > 0) || !(contactCost >= 0)) {
        throw new IllegalArgumentException(
            "expected a positive value of a save and a contact cost from 0, not %s and %s"
                .formatted(valueOfASave, contactCost));
      }
    }
  }

  private static void checkShare(String name, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(name + " must be in (0, 1], not " + share);
    }
  }
}
