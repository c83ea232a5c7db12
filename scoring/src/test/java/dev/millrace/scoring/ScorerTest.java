package dev.millrace.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.ColumnBatch;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScorerTest {
  /** The golden rows before those that were made up of values the contract does not allow. */
  private static final int REAL_ROWS = 64;

  private static final Map<String, Object> ROW =
      Map.of("tenure", 33, "charges", "$ 44.76", "senior", true, "contract", "one year");

  private static Scorer scorer;

  @BeforeAll
  static void open() {
    scorer = Scorer.open(GoldenPackage.folder());
  }

  @AfterAll
  static void close() {
    scorer.close();
  }

  @Test
  void a_row_as_people_write_it_gets_the_probability_that_training_gave() {
    assertThat(golden())
        .allSatisfy(
            row ->
                assertThat(scorer.score(written(row)).probability())
                    .isCloseTo(row.probability(), within(1e-5)));
  }

  @Test
  void the_decision_is_taken_at_the_threshold_of_the_package() {
    assertThat(golden())
        .allSatisfy(
            row -> {
              Score score = scorer.score(written(row));
              assertThat(score.positive()).isEqualTo(score.probability() >= 0.375);
            })
        .extracting(row -> row.probability() >= 0.375)
        .contains(true, false);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 2047, 2048, 2049, 5000})
  void a_batch_of_any_size_scores_as_its_rows_do(int rows) {
    List<Map<String, Object>> values = repeat(rows);
    ColumnBatch batch = new CleanRows(scorer.modelPackage().contract(), values);

    double[] scores = scorer.score(batch);

    assertThat(scores).hasSize(rows);
    for (int i = 0; i < rows; i += 97) {
      double alone =
          scorer.score(new CleanRows(scorer.modelPackage().contract(), List.of(values.get(i))))[0];
      assertThat(scores[i]).isCloseTo(alone, within(1e-6));
    }
  }

  @Test
  void a_row_against_the_contract_is_refused_with_every_problem() {
    Map<String, Object> row = new HashMap<>(ROW);
    row.put("tenure", -1);
    row.remove("contract");

    assertThatThrownBy(() -> scorer.score(row))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONTRACT_VIOLATED);
              assertThat(e.problems()).hasSize(2);
            });
  }

  @Test
  void unseen_categories_and_missing_values_are_counted() {
    try (Scorer fresh = new Scorer(scorer.modelPackage())) {
      int charges = 1;
      int region = 6;
      fresh.score(Map.of("tenure", 1, "senior", 1, "contract", "one year", "region", "moon"));

      assertThat(fresh.counts().unseen(region)).isEqualTo(1);
      assertThat(fresh.counts().missing(charges)).isEqualTo(1);
    }
  }

  @Test
  void many_threads_get_the_answers_that_one_gets() throws Exception {
    List<GoldenRow> golden = golden();
    double[] expected =
        golden.stream().mapToDouble(row -> scorer.score(written(row)).probability()).toArray();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Boolean>> results = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        results.add(threads.submit(() -> agreesOverAndOver(golden, expected)));
      }
      for (Future<Boolean> result : results) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void many_threads_get_the_reasons_that_one_gets_and_nothing_is_counted() throws Exception {
    try (Scorer fresh = new Scorer(scorer.modelPackage())) {
      ColumnBatch rows = new CleanRows(fresh.modelPackage().contract(), repeat(300));
      List<List<Reason>> expected = fresh.reasons(rows, 3);
      assertThat(expected)
          .hasSize(300)
          .allSatisfy(reasons -> assertThat(reasons).hasSizeBetween(1, 3));
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        Callable<List<List<Reason>>> call = () -> fresh.reasons(rows, 3);
        for (Future<List<List<Reason>>> result : threads.invokeAll(Collections.nCopies(8, call))) {
          assertThat(result.get()).isEqualTo(expected);
        }
      } finally {
        threads.shutdown();
      }
      for (int column = 0; column < 7; column++) {
        assertThat(fresh.counts().missing(column)).isZero();
      }
    }
  }

  private static boolean agreesOverAndOver(List<GoldenRow> golden, double[] expected) {
    for (int i = 0; i < 40 * golden.size(); i++) {
      int row = i % golden.size();
      if (scorer.score(written(golden.get(row))).probability() != expected[row]) {
        return false;
      }
    }
    return true;
  }

  private static List<GoldenRow> golden() {
    return GoldenRows.read(
            GoldenPackage.folder().resolve(PackageFiles.GOLDEN), scorer.modelPackage().contract())
        .subList(0, REAL_ROWS);
  }

  /** The row as a person writes it: days and moments in ISO 8601, flags as words. */
  private static Map<String, Object> written(GoldenRow row) {
    Map<String, Object> values = new HashMap<>(row.row());
    values.computeIfPresent("senior", (name, value) -> value.equals(1.0) ? "yes" : "NO");
    values.computeIfPresent(
        "since", (name, value) -> LocalDate.ofEpochDay(((Number) value).longValue()).toString());
    values.computeIfPresent(
        "seen",
        (name, value) -> Instant.ofEpochMilli(Math.round((double) value * 86_400_000)).toString());
    return values;
  }

  private static List<Map<String, Object>> repeat(int rows) {
    List<Map<String, Object>> values = new ArrayList<>();
    List<GoldenRow> golden = golden();
    for (int i = 0; i < rows; i++) {
      values.add(golden.get(i % golden.size()).row());
    }
    return values;
  }
}
