package dev.millrace.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.models.evaluate.EvaluateSpec.Gate;
import dev.millrace.models.evaluate.Evaluation.GateReport;
import dev.millrace.models.evaluate.Evaluation.Interval;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatesTest {
  private static final Metrics TEST =
      new Metrics(0.84, 0.65, 0.42, 0.13, 0.4, 0.6, 0.7, 0.65, 0.8, 2.7);
  private static final Map<String, Interval> CONFIDENCE =
      Map.of("roc_auc", new Interval(0.81, 0.87), "log_loss", new Interval(0.39, 0.45));

  @Test
  void a_metric_on_its_bound_passes() {
    assertThat(check("roc_auc", new Gate(0.84, null, false)).passed()).isTrue();
    assertThat(check("log_loss", new Gate(null, 0.42, false)).passed()).isTrue();
  }

  @Test
  void a_metric_beyond_its_bound_fails_and_says_what_was_required() {
    GateReport report = check("roc_auc", new Gate(0.85, null, false));
    assertThat(report.passed()).isFalse();
    assertThat(report.results())
        .containsExactly(new GateReport.GateResult("roc_auc", "at least 0.85", 0.84, false));
  }

  @Test
  void with_confidence_the_unfavourable_end_of_the_interval_counts() {
    assertThat(check("roc_auc", new Gate(0.82, null, true)).results())
        .containsExactly(
            new GateReport.GateResult("roc_auc", "at least 0.82 with confidence", 0.81, false));
    assertThat(check("log_loss", new Gate(null, 0.44, true)).results())
        .containsExactly(
            new GateReport.GateResult("log_loss", "at most 0.44 with confidence", 0.45, false));
  }

  @Test
  void both_ends_are_two_results() {
    assertThat(check("brier", new Gate(0.1, 0.2, false)).results()).hasSize(2);
  }

  @Test
  void no_gates_are_kept_by_any_model() {
    assertThat(new Gates(Map.of()).report(TEST, CONFIDENCE))
        .isEqualTo(new GateReport(true, List.of()));
  }

  @Test
  void an_unknown_metric_is_refused_with_the_nearest_one() {
    assertThatThrownBy(() -> Gates.check(Map.of("roc_acu", new Gate(0.8, null, false))))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.RECIPE_INVALID);
              assertThat(e.problems().get(0).message()).contains("Did you mean 'roc_auc'?");
              assertThat(e.hint()).contains("lift_top_decile");
            });
  }

  @Test
  void the_error_of_a_failed_model_names_every_gate_that_was_not_kept() {
    MillraceException failure = Gates.failure(check("roc_auc", new Gate(0.85, null, false)));
    assertThat(failure.code()).isEqualTo(ErrorCode.GATE_FAILED);
    assertThat(failure.problems())
        .singleElement()
        .hasToString("evaluate.gates.roc_auc: expected at least 0.85, got 0.84");
  }

  private static GateReport check(String metric, Gate gate) {
    return new Gates(Map.of(metric, gate)).report(TEST, CONFIDENCE);
  }
}
