package dev.millrace.models.evaluate;

import dev.millrace.contract.support.Seeds;
import dev.millrace.models.evaluate.EvaluateSpec.CalibrationChoice;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fits the calibration of a model on its validation rows, which its type insists on.
 *
 * <p>{@code auto} takes the simplest method whose cross-validated log-loss is not worse than the
 * best one's by more than one standard error of their difference row by row: a few validation rows
 * easily prefer a complicated map by luck. Deterministic for a seed.
 */
final class Calibrator {
  private final CalibrationChoice choice;
  private final Seeds seeds;

  Calibrator(CalibrationChoice choice, Seeds seeds) {
    this.choice = choice;
    this.seeds = seeds;
  }

  /** Of rows that hold both classes. */
  FittedCalibration fit(ValidationScores scores) {
    ScoredRows rows = scores.rows();
    CrossValidation folds = CrossValidation.of(rows, seeds);
    List<Tried> tried =
        methods(rows).stream()
            .map(method -> new Tried(method, folds.losses(rows, method)))
            .toList();
    Map<String, Double> losses = new LinkedHashMap<>();
    tried.forEach(t -> losses.put(t.method.key(), t.mean()));
    return new FittedCalibration(simplestGoodEnough(tried).fit(rows), losses);
  }

  /** With a class of one row nothing can be fitted without that row; then nothing is. */
  private List<CalibrationMethod> methods(ScoredRows rows) {
    return CrossValidation.isPossible(rows)
        ? CalibrationMethod.of(choice)
        : List.of(CalibrationMethod.NONE);
  }

  private static CalibrationMethod simplestGoodEnough(List<Tried> simplestFirst) {
    Tried best = Collections.min(simplestFirst, Comparator.comparingDouble(Tried::mean));
    return simplestFirst.stream()
        .filter(tried -> tried.isAsGoodAs(best))
        .map(Tried::method)
        .findFirst()
        .orElseThrow();
  }

  /** A method and the log-loss of each row under it. */
  private record Tried(CalibrationMethod method, double[] losses) {

    double mean() {
      return Arrays.stream(losses).average().orElse(Double.NaN);
    }

    /** Within one standard error of the paired difference; a method is as good as itself. */
    boolean isAsGoodAs(Tried best) {
      double mean = mean() - best.mean();
      double squares = 0;
      for (int i = 0; i < losses.length; i++) {
        double deviation = losses[i] - best.losses[i] - mean;
        squares += deviation * deviation;
      }
      return mean <= Math.sqrt(squares / (losses.length - 1) / losses.length);
    }
  }
}
