package dev.millrace.scoring;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.List;

/** A fitted map from the network's probability to a calibrated one; increasing, immutable. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Calibration.None.class, name = "none"),
  @JsonSubTypes.Type(value = Calibration.Platt.class, name = "platt"),
  @JsonSubTypes.Type(value = Calibration.Isotonic.class, name = "isotonic")
})
public sealed interface Calibration {

  /** The calibrated probability, in [0, 1], of a raw one in [0, 1]; NaN of NaN. */
  double apply(double probability);

  /** {@code none}, {@code platt} or {@code isotonic}. */
  @JsonIgnore
  String methodName();

  /** The network's probability as it is. */
  record None() implements Calibration {
    @Override
    public double apply(double probability) {
      return probability;
    }

    @Override
    public String methodName() {
      return "none";
    }
  }

  /** {@code sigmoid(slope * logit(p) + intercept)}; Platt 1999 on the logit. */
  record Platt(double slope, double intercept) implements Calibration {
    /** Probabilities this near to 0 and 1 count as this near. */
    public static final double EDGE = 1e-7;

    @Override
    public double apply(double probability) {
      double p = Math.min(1 - EDGE, Math.max(EDGE, probability));
      double logit = Math.log(p / (1 - p));
      return 1 / (1 + Math.exp(-(slope * logit + intercept)));
    }

    @Override
    public String methodName() {
      return "platt";
    }
  }

  /**
   * Linear between fitted points (Zadrozny and Elkan 2002), constant beyond them.
   *
   * @param raw increasing
   * @param calibrated not decreasing, in [0, 1], as many as {@code raw}
   */
  record Isotonic(List<Double> raw, List<Double> calibrated) implements Calibration {
    public Isotonic {
      raw = List.copyOf(raw);
      calibrated = List.copyOf(calibrated);
      if (raw.isEmpty() || raw.size() != calibrated.size()) {
        throw new IllegalArgumentException("isotonic calibration needs equally many points");
      }
    }

    @Override
    public double apply(double probability) {
      if (Double.isNaN(probability)) {
        return probability; // the search takes NaN for the largest of all numbers
      }
      int at = Collections.binarySearch(raw, probability);
      if (at >= 0) {
        return calibrated.get(at);
      }
      int next = -at - 1;
      if (next == 0) {
        return calibrated.get(0);
      }
      if (next == raw.size()) {
        return calibrated.get(next - 1);
      }
      double before = raw.get(next - 1);
      double share = (probability - before) / (raw.get(next) - before);
      return calibrated.get(next - 1) + share * (calibrated.get(next) - calibrated.get(next - 1));
    }

    @Override
    public String methodName() {
      return "isotonic";
    }
  }
}
