package dev.millrace.models.evaluate;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.models.evaluate.EvaluateSpec.Gate;
import dev.millrace.models.evaluate.Evaluation.GateReport;
import dev.millrace.models.evaluate.Evaluation.GateReport.GateResult;
import dev.millrace.models.evaluate.Evaluation.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bounds that test metrics have to keep; metrics are named as in {@link Metric#keys()}. */
public final class Gates {
  private final Map<Metric, Gate> gates = new TreeMap<>();

  /**
   * @param gates by metric name
   * @throws MillraceException {@code RECIPE_INVALID} as {@link #check}
   */
  Gates(Map<String, Gate> gates) {
    check(gates);
    gates.forEach(
        (name, gate) -> Metric.ofKey(name).ifPresent(metric -> this.gates.put(metric, gate)));
  }

  /**
   * Checks the names of metrics.
   *
   * @throws MillraceException {@code RECIPE_INVALID} naming every unknown metric and the nearest
   *     known one
   */
  public static void check(Map<String, Gate> gates) {
    List<Problem> problems =
        gates.keySet().stream()
            .filter(name -> Metric.ofKey(name).isEmpty())
            .sorted()
            .map(Gates::unknown)
            .toList();
    if (!problems.isEmpty()) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "evaluate.gates names metrics that do not exist.",
          "Metrics are: " + String.join(", ", Metric.keys()) + ".",
          problems);
    }
  }

  /**
   * Holds test metrics against the gates. A gate that asks for confidence looks at the end of the
   * interval that is nearer to the bound.
   *
   * @param confidence intervals by metric name
   */
  GateReport report(Metrics test, Map<String, Interval> confidence) {
    List<GateResult> results = new ArrayList<>();
    gates.forEach(
        (metric, gate) -> {
          double value = metric.of(test);
          Interval interval = confidence.getOrDefault(metric.key(), new Interval(value, value));
          if (gate.min() != null) {
            double actual = gate.confident() ? interval.low() : value;
            results.add(
                result(metric, "at least ", gate.min(), gate, actual, actual >= gate.min()));
          }
          if (gate.max() != null) {
            double actual = gate.confident() ? interval.high() : value;
            results.add(result(metric, "at most ", gate.max(), gate, actual, actual <= gate.max()));
          }
        });
    return new GateReport(results.stream().allMatch(GateResult::passed), results);
  }

  /**
   * The error of a run whose model failed.
   *
   * @param report of which a gate was not kept
   */
  public static MillraceException failure(GateReport report) {
    List<Problem> problems =
        report.results().stream()
            .filter(result -> !result.passed())
            .map(
                result ->
                    new Problem(
                        "evaluate.gates." + result.metric(),
                        "expected " + result.required() + ", got " + result.actual()))
            .toList();
    return new MillraceException(
        ErrorCode.GATE_FAILED,
        "The model did not keep its gates.",
        "Look at the report; then improve the data or the model, or lower the gates in the recipe.",
        problems);
  }

  private static GateResult result(
      Metric metric, String relation, double bound, Gate gate, double actual, boolean passed) {
    String required = relation + bound + (gate.confident() ? " with confidence" : "");
    return new GateResult(metric.key(), required, actual, passed);
  }

  private static Problem unknown(String name) {
    return new Problem(
        "evaluate.gates." + name,
        "there is no metric '" + name + "'." + Suggestions.didYouMean(name, Metric.keys()));
  }
}
