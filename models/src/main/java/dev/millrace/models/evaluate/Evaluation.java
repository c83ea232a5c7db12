package dev.millrace.models.evaluate;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything known about a model after its one evaluation on test rows; what the report draws.
 *
 * @param threshold chosen on validation rows
 * @param confidence intervals of the test metrics by name as in {@code metrics.json}
 * @param baselines test metrics of the baselines by network name
 * @param importance by permuting a column of the validation rows, most important first
 * @param mistakes the most confident wrong predictions among test rows, worst first
 * @param periods validation and test rows by cutoff; empty where rows have no time
 * @param bestPossible on test rows; null where the truth is not known, as for all real data
 */
public record Evaluation(
    Metrics validation,
    Metrics test,
    ChosenThreshold threshold,
    Map<String, Interval> confidence,
    Map<String, Metrics> baselines,
    Comparison againstBaseline,
    CalibrationReport calibration,
    Confusion confusion,
    List<Point> roc,
    List<Point> precisionRecall,
    List<Point> gain,
    List<Double> liftByDecile,
    @Nullable Decision decision,
    List<Slice> slices,
    List<Mistake> mistakes,
    List<Importance> importance,
    GateReport gates,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Period> periods,
    @Nullable BestPossible bestPossible) {
  public Evaluation {
    confidence = Ordered.copy(confidence);
    baselines = Ordered.copy(baselines);
    roc = List.copyOf(roc);
    precisionRecall = List.copyOf(precisionRecall);
    gain = List.copyOf(gain);
    liftByDecile = List.copyOf(liftByDecile);
    slices = List.copyOf(slices);
    mistakes = List.copyOf(mistakes);
    importance = List.copyOf(importance);
    periods = periods == null ? List.of() : List.copyOf(periods);
  }

  /** Of rows without a time. */
  public Evaluation(
      Metrics validation,
      Metrics test,
      ChosenThreshold threshold,
      Map<String, Interval> confidence,
      Map<String, Metrics> baselines,
      Comparison againstBaseline,
      CalibrationReport calibration,
      Confusion confusion,
      List<Point> roc,
      List<Point> precisionRecall,
      List<Point> gain,
      List<Double> liftByDecile,
      @Nullable Decision decision,
      List<Slice> slices,
      List<Mistake> mistakes,
      List<Importance> importance,
      GateReport gates) {
    this(
        validation,
        test,
        threshold,
        confidence,
        baselines,
        againstBaseline,
        calibration,
        confusion,
        roc,
        precisionRecall,
        gain,
        liftByDecile,
        decision,
        slices,
        mistakes,
        importance,
        gates,
        List.of(),
        null);
  }

  /** Ends of an interval; in JSON {@code [low, high]}. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({"low", "high"})
  public record Interval(double low, double high) {}

  /**
   * The threshold of the run's predictions.
   *
   * @param value a row is predicted positive from this probability on
   * @param rule for people, for example {@code "largest F1"}
   * @param note what a reader has to know, for example that the rule could not be kept; null where
   *     there is nothing to say
   */
  public record ChosenThreshold(double value, String rule, @Nullable String note) {}

  /** A point of a curve; at most a few hundred per curve. */
  public record Point(double x, double y) {}

  /**
   * The model's ROC-AUC minus the baseline's, paired on the same test rows.
   *
   * @param pValue two-sided, DeLong et al. 1988; by key where keys come back
   */
  public record Comparison(
      String baseline, double rocAucDifference, Interval interval, double pValue) {}

  /**
   * How probabilities were calibrated and how well.
   *
   * @param method {@code none}, {@code platt} or {@code isotonic}
   * @param validationLogLoss cross-validated on validation rows, by method tried
   * @param expectedCalibrationError on test rows, after calibration, over the bins
   */
  public record CalibrationReport(
      String method,
      Map<String, Double> validationLogLoss,
      double expectedCalibrationError,
      List<Bin> bins) {
    public CalibrationReport {
      validationLogLoss = Ordered.copy(validationLogLoss);
      bins = List.copyOf(bins);
    }

    /** Test rows of similar probability: what was predicted and what happened. */
    public record Bin(double predicted, double observed, Interval interval, long rows) {}
  }

  /** Test rows at the threshold. */
  public record Confusion(
      long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {

    /** Share of predicted positives that are positive; 0 where nothing is predicted positive. */
    public double precision() {
      return share(truePositives, truePositives + falsePositives);
    }

    /** Share of positives that are predicted positive; 0 where there are none. */
    public double recall() {
      return share(truePositives, truePositives + falseNegatives);
    }

    /** Harmonic mean of precision and recall; 0 where both are 0. */
    public double f1() {
      return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
    }

    /** Share of right predictions. */
    public double accuracy() {
      long right = truePositives + trueNegatives;
      return share(right, right + falsePositives + falseNegatives);
    }

    private static double share(long part, long whole) {
      return whole == 0 ? 0 : (double) part / whole;
    }
  }

  /**
   * What the business case earns; see {@link EvaluateSpec.DecisionSpec}.
   *
   * @param profit on test rows at the threshold, in money
   * @param contacted rows contacted
   * @param contactEverybody profit of contacting every row within the capacity at random order
   *     (expected)
   * @param curve share of rows contacted against profit
   */
  public record Decision(
      double threshold,
      double profit,
      Interval interval,
      long contacted,
      double contactEverybody,
      List<Point> curve) {
    public Decision {
      curve = List.copyOf(curve);
    }
  }

  /** Test rows with one value of a category; the interval is null where a class is absent. */
  public record Slice(
      String column,
      String value,
      long rows,
      long positives,
      @Nullable Double rocAuc,
      @Nullable Interval interval,
      double meanProbability) {}

  /**
   * Rows of one cutoff.
   *
   * @param cutoff in UTC, {@code 2025-10-01} at midnight, {@code 2025-10-01T06:30:00Z} otherwise
   * @param part {@code validation} or {@code test}
   * @param rocAuc null where a class is missing
   * @param interval of the ROC-AUC; null where that is
   * @param meanProbability to be held against {@link #positiveRate()}
   * @param bestRocAuc of the true probabilities on the same rows; null where they are not known or
   *     a class is missing
   */
  public record Period(
      String cutoff,
      String part,
      long rows,
      long positives,
      @Nullable Double rocAuc,
      @Nullable Interval interval,
      double meanProbability,
      @Nullable Double bestRocAuc) {

    /** Share of positive rows; a period has rows. */
    public double positiveRate() {
      return (double) positives / rows;
    }
  }

  /**
   * What a model could reach that knows the true probability of every row.
   *
   * @param rocAuc of the true probabilities on the test rows
   * @param share the model's part of its distance from a random order: {@code (auc - 0.5) / (best -
   *     0.5)}; null where the best is no better than a random order
   */
  public record BestPossible(double rocAuc, @Nullable Double share) {}

  /**
   * A wrong prediction that the model was sure of, with its feature values as text.
   *
   * @param key of the row; where rows have a time, with it: {@code CU48213 at 2025-10-01}
   */
  public record Mistake(String key, int label, double probability, Map<String, String> values) {
    public Mistake {
      values = Ordered.copy(values);
    }
  }

  /** Mean fall of ROC-AUC when the column's values are shuffled, with its standard deviation. */
  public record Importance(String column, double rocAucDrop, double deviation) {}

  /** Whether every gate was kept. */
  public record GateReport(boolean passed, List<GateResult> results) {
    public GateReport {
      results = List.copyOf(results);
    }

    /** One gate: {@code required} for people, for example {@code "at least 0.82"}. */
    public record GateResult(String metric, String required, double actual, boolean passed) {}
  }
}
