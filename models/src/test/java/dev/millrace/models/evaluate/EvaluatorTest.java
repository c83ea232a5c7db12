package dev.millrace.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.rows.TestRows;
import dev.millrace.contract.rows.ValidationRows;
import dev.millrace.contract.support.Json;
import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.models.evaluate.EvaluateSpec.CalibrationChoice;
import dev.millrace.models.evaluate.EvaluateSpec.DecisionSpec;
import dev.millrace.models.evaluate.EvaluateSpec.Gate;
import dev.millrace.models.evaluate.EvaluateSpec.ThresholdRule;
import dev.millrace.models.evaluate.Evaluation.Importance;
import dev.millrace.models.evaluate.Evaluation.Mistake;
import dev.millrace.models.evaluate.Evaluation.Slice;
import dev.millrace.models.rows.MemoryRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {
  private static final JudgedModel INFORMED =
      JudgedModel.of(Customers::informed, Customers.ENCODER);
  private static final JudgedModel SIMPLE = JudgedModel.of(Customers::simple, Customers.ENCODER);
  private static final EvaluateSpec SPEC =
      new EvaluateSpec(
          CalibrationChoice.AUTO,
          new ThresholdRule.BestF1(),
          List.of(),
          200,
          0.95,
          Map.of("roc_auc", new Gate(0.7, null, true)),
          new DecisionSpec(200, 5, 0.1));

  private static EvaluationResult result;
  private static Evaluation evaluation;

  @BeforeAll
  static void evaluate() throws Exception {
    result = evaluate(SPEC, Customers.rows(1500, 2));
    evaluation = result.evaluation();
  }

  @Test
  void metrics_are_those_of_the_probabilities_that_are_handed_out() {
    double threshold = evaluation.threshold().value();
    assertThat(evaluation.test())
        .isEqualTo(Metrics.of(Sample.tally(result.test().rows()), threshold));
    assertThat(evaluation.validation())
        .isEqualTo(Metrics.of(Sample.tally(result.validation().rows()), threshold));
    assertThat(result.test().rows().size()).isEqualTo(1500);
    assertThat(result.validation().rows().size()).isEqualTo(1000);
  }

  @Test
  void overconfident_probabilities_are_calibrated_on_validation_rows() {
    assertThat(result.calibration().methodName()).isEqualTo("platt");
    assertThat(evaluation.calibration().method()).isEqualTo("platt");
    assertThat(evaluation.calibration().expectedCalibrationError()).isLessThan(0.06);
    assertThat(evaluation.calibration().validationLogLoss())
        .containsOnlyKeys("none", "platt", "isotonic");
  }

  @Test
  void nothing_fitted_or_chosen_changes_with_the_test_rows() {
    EvaluationResult other = evaluate(SPEC, Customers.rows(700, 99));
    assertThat(other.calibration()).isEqualTo(result.calibration());
    assertThat(other.evaluation().threshold()).isEqualTo(evaluation.threshold());
    assertThat(other.evaluation().importance()).isEqualTo(evaluation.importance());
    assertThat(other.evaluation().validation()).isEqualTo(evaluation.validation());
    assertThat(other.evaluation().test()).isNotEqualTo(evaluation.test());
  }

  @Test
  void the_same_seed_gives_the_same_evaluation() {
    assertThat(Json.pretty(evaluate(SPEC, Customers.rows(1500, 2)).evaluation()))
        .isEqualTo(Json.pretty(evaluation));
  }

  @Test
  void the_model_beats_the_baseline_that_knows_less() {
    assertThat(evaluation.baselines()).containsOnlyKeys("simple");
    assertThat(evaluation.againstBaseline().baseline()).isEqualTo("simple");
    assertThat(evaluation.againstBaseline().rocAucDifference())
        .isEqualTo(
            evaluation.test().rocAuc() - evaluation.baselines().get("simple").rocAuc(),
            within(1e-12))
        .isPositive();
    assertThat(evaluation.againstBaseline().interval().low()).isPositive();
    assertThat(evaluation.againstBaseline().pValue()).isLessThan(0.001);
  }

  @Test
  void what_the_model_leans_on_is_important_and_noise_is_not() {
    assertThat(evaluation.importance())
        .extracting(Importance::column)
        .containsExactlyInAnyOrder("tenure", "plan", "senior", "noise");
    assertThat(evaluation.importance().get(0).rocAucDrop()).isGreaterThan(0.05);
    assertThat(evaluation.importance().subList(2, 4))
        .allSatisfy(i -> assertThat(i.rocAucDrop()).isZero());
    assertThat(evaluation.importance().subList(0, 2))
        .extracting(Importance::column)
        .containsExactlyInAnyOrder("tenure", "plan");
  }

  @Test
  void slices_cover_categories_and_booleans_but_no_handful_of_rows() {
    assertThat(evaluation.slices())
        .extracting(Slice::column, Slice::value)
        .containsExactlyInAnyOrder(
            tuple("plan", "monthly"),
            tuple("plan", "yearly"),
            tuple("senior", "false"),
            tuple("senior", "true"));
    assertThat(evaluation.slices().stream().filter(s -> s.column().equals("senior")))
        .extracting(Slice::rows)
        .satisfies(rows -> assertThat(rows.stream().mapToLong(r -> r).sum()).isEqualTo(1500));
    assertThat(evaluation.slices())
        .allSatisfy(
            slice ->
                assertThat(slice.rocAuc())
                    .isBetween(slice.interval().low(), slice.interval().high()));
  }

  @Test
  void mistakes_are_wrong_sorted_and_carry_their_values() {
    List<Mistake> mistakes = evaluation.mistakes();
    assertThat(mistakes).hasSize(20);
    double threshold = evaluation.threshold().value();
    assertThat(mistakes)
        .allSatisfy(
            mistake -> {
              assertThat(mistake.probability() >= threshold).isEqualTo(mistake.label() == 0);
              assertThat(mistake.values()).containsOnlyKeys("tenure", "plan", "senior", "noise");
              assertThat(mistake.values().get("senior")).isIn("true", "false");
              assertThat(mistake.values().get("tenure")).matches("\\d+");
            });
    assertThat(mistakes).isSortedAccordingTo((a, b) -> Double.compare(wrongness(b), wrongness(a)));
  }

  @Test
  void the_decision_keeps_to_its_capacity_and_lies_within_its_interval() {
    assertThat(evaluation.decision().contacted()).isBetween(1L, 150L);
    assertThat(evaluation.decision().profit())
        .isGreaterThan(evaluation.decision().contactEverybody())
        .isBetween(evaluation.decision().interval().low(), evaluation.decision().interval().high());
  }

  @Test
  void gates_are_checked_and_unknown_names_are_found_before_anything_runs() {
    assertThat(evaluation.gates().passed()).isTrue();
    EvaluateSpec slip = withSlices("plam");
    assertThatThrownBy(() -> Evaluator.check(slip, Customers.CONTRACT))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.RECIPE_INVALID);
              assertThat(e.hint()).contains("Did you mean 'plan'?");
            });
    assertThatThrownBy(() -> Evaluator.check(withSlices("tenure"), Customers.CONTRACT))
        .hasMessageContaining("'tenure' is not a category or boolean column");
  }

  @Test
  void test_rows_are_evaluated_once() {
    TestRows test = new TestRows(Customers.rows(200, 3));
    ValidationRows validation = new ValidationRows(Customers.rows(200, 4));
    Evaluator evaluator = evaluator(SPEC);
    evaluator.evaluate(INFORMED, Map.of("simple", SIMPLE), validation, test);
    assertThatThrownBy(
            () -> evaluator.evaluate(INFORMED, Map.of("simple", SIMPLE), validation, test))
        .hasMessageContaining("already taken");
  }

  @Test
  void a_split_without_a_positive_row_is_refused() {
    MemoryRows one = Customers.rows(1, 3);
    assertThatThrownBy(() -> evaluate(SPEC, one))
        .hasMessageContaining("among the test rows")
        .hasFieldOrPropertyWithValue("code", ErrorCode.CLASS_TOO_SMALL);
  }

  @Test
  void a_model_compared_with_itself_is_no_better() {
    Evaluation same =
        evaluator(SPEC)
            .evaluate(
                SIMPLE,
                Map.of("simple", SIMPLE),
                new ValidationRows(Customers.rows(500, 1)),
                new TestRows(Customers.rows(500, 2)))
            .evaluation();
    assertThat(same.againstBaseline().rocAucDifference()).isZero();
    assertThat(same.againstBaseline().pValue()).isEqualTo(1);
  }

  @Test
  void unseen_categories_and_missing_values_of_test_rows_are_counted() {
    assertThat(result.testCounts().missing(3)).isEqualTo(1);
    assertThat(result.testCounts().unseen(1)).isPositive();
  }

  @Test
  void the_json_of_an_evaluation_reads_back_as_the_same_evaluation(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("evaluation.json");
    Files.writeString(file, Json.pretty(evaluation));
    assertThat(Json.read(file, Evaluation.class)).isEqualTo(evaluation);
    assertThat(Files.readString(file)).contains("\"against_baseline\"").doesNotContain("is_");
  }

  @Test
  void predictions_are_written_in_the_order_of_the_rows(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("predictions.csv");
    PredictionsFile.write(file, result);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1 + 1000 + 1500);
    assertThat(lines.get(0)).isEqualTo("key,split,label,probability");
    assertThat(lines.get(1)).startsWith("c0,validation,");
    assertThat(lines.get(1001))
        .isEqualTo(
            "c0,test,%d,%s"
                .formatted(
                    result.test().rows().isPositive(0) ? 1 : 0,
                    result.test().rows().probability(0)));
  }

  @Test
  void each_model_gets_features_of_its_own_encoder() {
    Encoder narrow = Customers.standardised();
    JudgedModel other =
        new JudgedModel(
            (features, rows) -> constant(features, rows, narrow.width(), 0.2f),
            (features, rows) -> constant(features, rows, narrow.width(), 0.4f),
            narrow);
    EvaluationResult mixed =
        evaluator(SPEC)
            .evaluate(
                INFORMED,
                Map.of("simple", SIMPLE, "other", other),
                new ValidationRows(Customers.rows(1000, 1)),
                new TestRows(Customers.rows(1500, 2)));
    assertThat(narrow.width()).isNotEqualTo(Customers.ENCODER.width());
    assertThat(mixed.evaluation().baselines().get("simple"))
        .isEqualTo(evaluation.baselines().get("simple"));
    assertThat(mixed.evaluation().baselines().get("other").rocAuc()).isEqualTo(0.5);
    assertThat(mixed.testCounts().missing(3)).isEqualTo(1);
  }

  @Test
  void a_model_that_was_fitted_to_validation_rows_is_calibrated_by_one_that_was_not() {
    JudgedModel refitted =
        new JudgedModel(
            Customers::informed, (features, rows) -> new float[rows], Customers.ENCODER);
    EvaluationResult judged =
        evaluator(SPEC)
            .evaluate(
                refitted,
                Map.of("simple", SIMPLE),
                new ValidationRows(Customers.rows(1000, 1)),
                new TestRows(Customers.rows(1500, 2)));
    assertThat(judged.calibration()).isEqualTo(result.calibration());
    assertThat(judged.evaluation().threshold()).isEqualTo(evaluation.threshold());
    assertThat(judged.evaluation().importance()).isEqualTo(evaluation.importance());
    assertThat(judged.evaluation().test().rocAuc()).isEqualTo(0.5);
  }

  private static float[] constant(float[] features, int rows, int width, float probability) {
    assertThat(features).hasSize(rows * width);
    float[] all = new float[rows];
    Arrays.fill(all, probability);
    return all;
  }

  private static EvaluationResult evaluate(EvaluateSpec spec, MemoryRows test) {
    return evaluator(spec)
        .evaluate(
            INFORMED,
            Map.of("simple", SIMPLE),
            new ValidationRows(Customers.rows(1000, 1)),
            new TestRows(test));
  }

  private static Evaluator evaluator(EvaluateSpec spec) {
    return new Evaluator(spec, Customers.CONTRACT, new Seeds(42), Progress.silent());
  }

  private static EvaluateSpec withSlices(String name) {
    return new EvaluateSpec(
        SPEC.calibration(), SPEC.threshold(), List.of(name), 100, 0.95, Map.of(), null);
  }

  private static double wrongness(Mistake mistake) {
    return Math.abs(mistake.label() - mistake.probability());
  }
}
