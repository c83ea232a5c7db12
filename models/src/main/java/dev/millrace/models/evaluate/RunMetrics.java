package dev.millrace.models.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.models.evaluate.Evaluation.BestPossible;
import dev.millrace.models.evaluate.Evaluation.GateReport;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.models.evaluate.Evaluation.Period;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code metrics.json} of a run says; read and written by {@link MetricsFile}.
 *
 * @param run the run's id
 * @param recipe the recipe's name
 * @param model the network's name
 * @param confidence intervals of the test metrics by {@link Metric#key()}
 * @param baselines test metrics by name
 * @param seconds wall-clock time by stage
 * @param periods validation and test rows by cutoff; empty, and not in the file, where rows have no
 *     time
 * @param bestPossible on test rows; null where the truth is not known
 * @param tune the search for the model's configuration; null where it was the recipe's
 */
public record RunMetrics(
    String run,
    String recipe,
    String model,
    Splits splits,
    Metrics validation,
    Metrics test,
    Map<String, Interval> confidence,
    Map<String, Metrics> baselines,
    Map<String, Double> seconds,
    GateReport gates,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Period> periods,
    @Nullable BestPossible bestPossible,
    @Nullable Search tune) {
  public RunMetrics {
    confidence = Ordered.copy(confidence);
    baselines = Ordered.copy(baselines);
    seconds = Ordered.copy(seconds);
    periods = periods == null ? List.of() : List.copyOf(periods);
  }

  /** How the rows were divided. */
  public record Splits(Split train, Split validation, Split test) {}

  /** The size of one part. */
  public record Split(long rows, long positives) {}

  /**
   * A search by cross-validation on rows that are not test rows.
   *
   * @param trials in all, pruned and failed ones included
   * @param objective by the key of its metric
   * @param best value of the configuration that the model has, in the mean over folds
   * @param standardError of it; null where it is not known
   * @param first value of the first trial, the recipe's own configuration; null where it has none
   */
  public record Search(
      int trials,
      int pruned,
      int failed,
      String objective,
      double best,
      @Nullable Double standardError,
      @Nullable Double first) {}

  /** The metrics of an evaluation, with what only the run knows. */
  public static RunMetrics of(
      String run,
      String recipe,
      String model,
      Splits splits,
      Evaluation evaluation,
      Map<String, Double> seconds,
      @Nullable Search tune) {
    return new RunMetrics(
        run,
        recipe,
        model,
        splits,
        evaluation.validation(),
        evaluation.test(),
        evaluation.confidence(),
        evaluation.baselines(),
        seconds,
        evaluation.gates(),
        evaluation.periods(),
        evaluation.bestPossible(),
        tune);
  }
}
