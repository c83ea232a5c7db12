package dev.millrace.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.millrace.contract.feature.ColumnType;
import dev.millrace.etl.clean.CleanReport;
import dev.millrace.etl.clean.ColumnProfile;
import dev.millrace.etl.clean.ColumnProfile.Bar;
import dev.millrace.etl.clean.ColumnProfile.Numbers;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.CalibrationReport;
import dev.millrace.models.evaluate.Evaluation.ChosenThreshold;
import dev.millrace.models.evaluate.Evaluation.Comparison;
import dev.millrace.models.evaluate.Evaluation.Confusion;
import dev.millrace.models.evaluate.Evaluation.Decision;
import dev.millrace.models.evaluate.Evaluation.GateReport;
import dev.millrace.models.evaluate.Evaluation.Importance;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.models.evaluate.Evaluation.Point;
import dev.millrace.models.evaluate.Evaluation.Slice;
import dev.millrace.models.evaluate.Metrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with little or odd to show: the page is the last step, and must not lose the run. */
class MeagreReportTest {
  private static final Metrics NONE =
      new Metrics(
          Double.NaN, Double.NaN, Double.NaN, Double.NaN, 1, 0, 0, 0, Double.NaN, Double.NaN);

  @TempDir Path folder;

  @Test
  void an_evaluation_without_curves_or_slices_has_a_page_without_their_sections() throws Exception {
    String page = write(SampleReport.of(SampleReport.clean(), bare(List.of()), null));
    assertThat(page)
        .contains("No gates.", "No test row reaches the threshold")
        .doesNotContain(
            "id=\"ranking\"",
            "id=\"lift\"",
            "id=\"decision\"",
            "id=\"slices\"",
            "id=\"importance\"",
            "id=\"mistakes\"")
        .doesNotContain("NaN");
  }

  @Test
  void a_model_that_learned_nothing_is_drawn_flat() throws Exception {
    Evaluation flat = bare(List.of(new Point(0, 0), new Point(1, 1)));
    String page =
        write(
            SampleReport.of(
                SampleReport.clean(),
                SampleReport.withImportance(flat, List.of(new Importance("tenure", 0, 0))),
                null));
    assertThat(page).contains("id=\"ranking\"", "id=\"importance\"").doesNotContain("NaN");
  }

  @Test
  void a_baseline_that_is_the_model_itself_is_not_compared_with_it() throws Exception {
    RunReport run = SampleReport.complete();
    RunReport.Training training = run.training();
    RunReport logistic =
        new RunReport(
            run.run(),
            run.sources(),
            run.contract(),
            run.judged(),
            run.clean(),
            run.split(),
            new RunReport.Training(training.baseline(), null),
            run.evaluation(),
            run.encoded(),
            null,
            null);
    assertThat(write(logistic)).doesNotContain("baseline (logistic)", "baseline logistic");
  }

  @Test
  void importance_below_nothing_is_drawn_to_the_left() throws Exception {
    Evaluation harmful =
        SampleReport.withImportance(
            SampleReport.evaluation(),
            List.of(new Importance("tenure", -0.002, 0.001), new Importance("a b", -0.01, 0)));
    assertThatCode(() -> write(SampleReport.of(SampleReport.clean(), harmful, null)))
        .doesNotThrowAnyException();
  }

  @Test
  void a_column_of_one_value_and_one_all_missing_have_cards() throws Exception {
    CleanReport odd =
        new CleanReport(
            5,
            5,
            0,
            0,
            List.of(),
            List.of(),
            List.of(
                new ColumnProfile(
                    "constant",
                    ColumnType.NUMBER,
                    5,
                    0,
                    1,
                    new Numbers(3, 3, 3, 3, 3, 3),
                    List.of(new Bar("3", 5, 0))),
                new ColumnProfile("gone", ColumnType.NUMBER, 0, 5, 0, null, List.of()),
                new ColumnProfile("void", ColumnType.CATEGORY, 0, 5, 0, null, List.of())));
    assertThat(write(SampleReport.of(odd, SampleReport.evaluation(), null)))
        .contains("constant", "gone", "void", "Nothing: all 5 rows keep the contract.")
        .doesNotContain("NaN", "Infinity");
  }

  private static Evaluation bare(List<Point> curve) {
    Decision decision =
        curve.isEmpty() ? null : new Decision(1, 0, new Interval(0, 0), 0, 0, curve);
    List<Slice> slices =
        curve.isEmpty()
            ? List.of()
            : List.of(new Slice("gender", "Male", 3, 0, null, null, Double.NaN));
    return new Evaluation(
        NONE,
        NONE,
        new ChosenThreshold(1, "largest F1", null),
        Map.of(),
        Map.of(),
        new Comparison("logistic", Double.NaN, new Interval(Double.NaN, Double.NaN), Double.NaN),
        new CalibrationReport("none", Map.of(), Double.NaN, List.of()),
        new Confusion(0, 0, 10, 0),
        curve,
        curve,
        curve,
        List.of(),
        decision,
        slices,
        List.of(),
        List.of(),
        new GateReport(true, List.of()));
  }

  private String write(RunReport report) throws Exception {
    new ReportWriter().write(report, folder);
    return Files.readString(folder.resolve("report.html"));
  }
}
