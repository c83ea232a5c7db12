package dev.millrace.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.rows.TestRows;
import dev.millrace.contract.rows.ValidationRows;
import dev.millrace.contract.support.Json;
import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.models.evaluate.Evaluation.Period;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an evaluation says of rows with cutoffs. */
class PeriodsTest {
  private static final JudgedModel INFORMED =
      JudgedModel.of(Customers::informed, Customers.ENCODER);
  private static final JudgedModel SIMPLE = JudgedModel.of(Customers::simple, Customers.ENCODER);
  private static EvaluationResult result;
  private static Evaluation evaluation;

  @BeforeAll
  static void evaluate() {
    result = evaluate(true);
    evaluation = result.evaluation();
  }

  @Test
  void every_cutoff_of_validation_and_test_rows_is_a_period() {
    assertThat(evaluation.periods())
        .extracting(Period::part, Period::cutoff, Period::rows)
        .containsExactly(
            tuple("validation", "2025-03-01", 400L),
            tuple("validation", "2025-03-02", 400L),
            tuple("test", "2025-06-01", 500L),
            tuple("test", "2025-06-02", 500L),
            tuple("test", "2025-06-03", 500L),
            tuple("test", "2025-06-04", 1L));
    assertThat(positives("test")).isEqualTo(result.test().rows().positives());
    assertThat(positives("validation")).isEqualTo(result.validation().rows().positives());
  }

  @Test
  void a_period_is_judged_by_its_own_rows() {
    ScoredRows all = result.test().rows();
    Period second = evaluation.periods().get(3);
    double[] probabilities = new double[500];
    double[] truths = new double[500];
    boolean[] positive = new boolean[500];
    for (int i = 0; i < 500; i++) {
      probabilities[i] = all.probability(500 + i);
      truths[i] = all.truths()[500 + i];
      positive[i] = all.isPositive(500 + i);
    }
    assertThat(second.rocAuc()).isEqualTo(RocAuc.of(probabilities, positive), within(1e-12));
    assertThat(second.bestRocAuc()).isEqualTo(RocAuc.of(truths, positive), within(1e-12));
    assertThat(second.rocAuc()).isBetween(second.interval().low(), second.interval().high());
    assertThat(second.meanProbability()).isEqualTo(second.positiveRate(), within(0.1));
  }

  @Test
  void a_period_without_a_class_has_no_roc_auc() {
    Period last = evaluation.periods().get(5);
    assertThat(last.rocAuc()).isNull();
    assertThat(last.interval()).isNull();
    assertThat(last.bestRocAuc()).isNull();
    assertThat(last.positiveRate()).isIn(0.0, 1.0);
  }

  @Test
  void the_best_possible_is_that_of_the_true_probabilities_on_the_test_rows() {
    double best = evaluation.bestPossible().rocAuc();
    assertThat(best)
        .isEqualTo(RocAuc.of(result.test().rows().truths(), result.test().rows().labels()));
    assertThat(evaluation.bestPossible().share())
        .isEqualTo((evaluation.test().rocAuc() - 0.5) / (best - 0.5), within(1e-12))
        .isBetween(0.9, 1.02);
  }

  @Test
  void without_a_truth_nothing_is_the_best_possible() {
    Evaluation unknown = evaluate(false).evaluation();
    assertThat(unknown.bestPossible()).isNull();
    assertThat(unknown.periods()).hasSize(6);
    assertThat(unknown.periods()).allSatisfy(period -> assertThat(period.bestRocAuc()).isNull());
    assertThat(unknown.test()).isEqualTo(evaluation.test());
  }

  @Test
  void where_not_even_the_truth_ranks_rows_there_is_no_share() {
    boolean[] labels = {true, false};
    RowFacts facts = new RowFacts(List.of("a", "b"), labels, null, new double[] {0.3, 0.3});
    ScoredRows rows = ScoredRows.of(facts, new double[] {0.4, 0.2});
    assertThat(Periods.bestPossible(rows, 1)).isEqualTo(new Evaluation.BestPossible(0.5, null));
  }

  @Test
  void rows_without_a_time_have_no_periods() {
    Evaluation timeless =
        evaluator()
            .evaluate(
                INFORMED,
                Map.of("simple", SIMPLE),
                new ValidationRows(Customers.rows(400, 1)),
                new TestRows(Customers.rows(500, 2)))
            .evaluation();
    assertThat(timeless.periods()).isEmpty();
    assertThat(Json.pretty(timeless)).doesNotContain("periods", "best_possible");
  }

  @Test
  void intervals_of_entities_that_come_back_are_wider_than_those_of_single_rows() {
    ScoredRows once = Sample.drawn(300, 1, 0, 3);
    boolean[] positive = new boolean[1200];
    double[] probabilities = new double[1200];
    String[] returning = new String[1200];
    String[] single = new String[1200];
    for (int i = 0; i < 1200; i++) {
      positive[i] = once.isPositive(i % 300);
      probabilities[i] = once.probability(i % 300);
      returning[i] = "e" + i % 300;
      single[i] = "r" + i;
    }
    Bootstrap bootstrap = new Bootstrap(600, 0.95, new Seeds(1));
    double ofEntities =
        width(bootstrap, new ScoredRows(List.of(returning), positive, probabilities));
    double ofRows = width(bootstrap, new ScoredRows(List.of(single), positive, probabilities));
    double ofOnce = width(bootstrap, once);
    // four copies of each entity say no more than one: half as wide would be too sure
    assertThat(ofEntities).isEqualTo(ofOnce, within(0.15 * ofOnce));
    assertThat(ofRows).isLessThan(0.65 * ofOnce);
  }

  @Test
  void mistakes_tell_the_cutoff_with_the_key() {
    assertThat(evaluation.mistakes())
        .allSatisfy(m -> assertThat(m.key()).matches("e\\d+ at 2025-06-0[1-4]"));
  }

  @Test
  void predictions_have_a_column_for_the_cutoff(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("predictions.csv");
    PredictionsFile.write(file, result);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(0)).isEqualTo("key,cutoff,split,label,probability");
    assertThat(lines.get(1)).startsWith("e0,2025-03-01,validation,");
    assertThat(lines.get(800)).startsWith("e399,2025-03-02,validation,");
    assertThat(lines.get(801)).startsWith("e0,2025-06-01,test,");
  }

  @Test
  void the_json_of_an_evaluation_reads_back_as_the_same_evaluation(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("evaluation.json"), Json.pretty(evaluation));
    assertThat(Json.read(file, Evaluation.class)).isEqualTo(evaluation);
    assertThat(Files.readString(file)).doesNotContain("positive_rate");
  }

  private static EvaluationResult evaluate(boolean truth) {
    Instant march = Instant.parse("2025-03-01T00:00:00Z");
    Instant june = Instant.parse("2025-06-01T00:00:00Z");
    return evaluator()
        .evaluate(
            INFORMED,
            Map.of("simple", SIMPLE),
            new ValidationRows(new Snapshots(Customers.rows(800, 1), 400, march, truth)),
            new TestRows(new Snapshots(Customers.rows(1501, 2), 500, june, truth)));
  }

  private static Evaluator evaluator() {
    EvaluateSpec spec =
        new EvaluateSpec(
            EvaluateSpec.CalibrationChoice.AUTO,
            new EvaluateSpec.ThresholdRule.BestF1(),
            List.of(),
            200,
            0.95,
            Map.of(),
            null);
    return new Evaluator(spec, Customers.CONTRACT, new Seeds(42), Progress.silent());
  }

  private static long positives(String part) {
    return evaluation.periods().stream()
        .filter(period -> period.part().equals(part))
        .mapToLong(Period::positives)
        .sum();
  }

  private static double width(Bootstrap bootstrap, ScoredRows rows) {
    Evaluation.Interval interval = bootstrap.interval(Levels.of(rows), RocAuc::of);
    return interval.high() - interval.low();
  }
}
