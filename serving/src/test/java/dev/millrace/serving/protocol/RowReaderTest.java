package dev.millrace.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.Target;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RowProblem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowReaderTest {
  private static final RowReader READER =
      new RowReader(
          new FeatureContract(
              "churn",
              Key.of("id"),
              new Target("churned", "yes"),
              List.of(
                  Column.of("tenure", ColumnType.INTEGER),
                  Column.of("plan", ColumnType.CATEGORY))));

  @Test
  void rows_are_cleaned_and_keep_their_keys() throws Refusal {
    PredictRequest request =
        READER.read(
            List.of(
                Map.of("tenure", 3, "plan", " pro ", "id", 7.0),
                Map.of("tenure", "4", "churned", "no", "id", " a  b "),
                Map.of()),
            2,
            10);
    assertThat(request.rows().rows()).isEqualTo(3);
    assertThat(request.rows().number(0, 1)).isEqualTo(4);
    assertThat(request.rows().text(1, 0)).isEqualTo("pro");
    assertThat(request.key(0)).isEqualTo("7");
    assertThat(request.key(1)).isEqualTo("a b");
    assertThat(request.key(2)).isNull();
    assertThat(request.reasons()).isEqualTo(2);
  }

  @Test
  void every_problem_of_every_row_is_named() {
    Refusal refusal =
        refusal(
            List.of(
                Map.of("tenure", 1.5, "plann", "pro"),
                Map.of("tenure", 1),
                5,
                Map.of("plan", List.of(), "id", Map.of())),
            10);
    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.code()).isEqualTo("CONTRACT_VIOLATED");
    assertThat(refusal.problems())
        .extracting(RowProblem::toString)
        .containsExactly(
            "row 1, plann: there is no such column. Did you mean 'plan'?",
            "row 1, tenure: 1.5 is not a whole number.",
            "row 3: a row is an object of names and values, not 5.",
            "row 4, plan: [] is not a text.",
            "row 4, id: an object is not a text.");
  }

  @Test
  void the_list_of_problems_ends_somewhere() {
    List<RowProblem> problems =
        refusal(Collections.nCopies(500, Map.of("tenure", "x", "plan", List.of())), 500).problems();
    assertThat(problems).hasSize(101);
    assertThat(problems.get(100))
        .hasToString("row 51: 2 more up to here are not listed; later rows were not read.");
  }

  @Test
  void a_row_with_far_too_many_names_is_not_searched_for_slips() {
    Map<String, Integer> row = new java.util.HashMap<>();
    for (int i = 0; i < 103; i++) {
      row.put("n" + i, i);
    }
    assertThat(refusal(List.of(row), 1).problems())
        .extracting(RowProblem::message)
        .containsExactly("103 values, but the contract has only 2 columns.");
  }

  @Test
  void a_long_value_is_not_sent_back_in_full() {
    assertThat(
            refusal(List.of(Map.of("tenure", "x".repeat(10_000))), 1).problems().get(0).message())
        .hasSize(501)
        .endsWith("…");
  }

  @Test
  void no_rows_and_too_many_rows_are_refused() {
    assertThat(refusal(List.of(), 2)).hasMessage("There is no row to predict.");
    Refusal tooMany = refusal(List.of(1, 2, 3), 2);
    assertThat(tooMany.status()).isEqualTo(413);
    assertThat(tooMany.code()).isEqualTo("TOO_MANY_ROWS");
    assertThat(tooMany).hasMessage("A request may have 2 rows, but this one has 3.");
  }

  private static Refusal refusal(List<?> rows, int maxRows) {
    return catchThrowableOfType(Refusal.class, () -> READER.read(rows, 0, maxRows));
  }
}
