package dev.millrace.serving.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.support.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SequentialTestTest {

  /** Worked out from the definition by src/test/python/record_confidence.py. */
  @Test
  void says_of_pairs_what_its_definition_says() throws IOException {
    JsonNode table = recorded();
    SequentialTest test = new SequentialTest();
    int done = 0;
    for (JsonNode expected : table.get("shadow")) {
      for (; done < expected.get(0).intValue(); done++) {
        JsonNode row = table.get("pairs").get(done);
        test.add(pair(row.get(0).floatValue(), row.get(1).floatValue()), happened(row));
      }
      compare(test.difference(), expected);
    }
  }

  @Test
  void says_of_a_split_what_its_definition_says() throws IOException {
    JsonNode table = recorded();
    SequentialTest test = new SequentialTest();
    int done = 0;
    for (JsonNode expected : table.get("split")) {
      for (; done < expected.get(0).intValue(); done++) {
        JsonNode row = table.get("answers").get(done);
        Arm arm = row.get(0).intValue() == 0 ? Arm.CHAMPION : Arm.CHALLENGER;
        test.add(answer(arm, row.get(1).floatValue()), happened(row));
      }
      compare(test.difference(), expected);
    }
  }

  @Test
  void says_nothing_before_there_is_something_to_compare() {
    SequentialTest test = new SequentialTest();
    test.add(answer(Arm.CHAMPION, 0.5f), true);

    assertThat(test.difference()).isNull();
    assertThat(SequentialTest.verdict(null)).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void models_that_answer_the_same_stay_undecided() {
    SequentialTest test = new SequentialTest();
    for (int i = 0; i < 1000; i++) {
      test.add(pair(0.3f, 0.3f), i % 3 == 0);
    }
    Difference difference = Objects.requireNonNull(test.difference());

    assertThat(difference.mean()).isZero();
    assertThat(SequentialTest.verdict(difference)).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void the_model_with_the_lower_score_wins_whichever_it_is() {
    assertThat(SequentialTest.verdict(new Difference(0.02, 0.01, 0.03)))
        .isEqualTo(Verdict.CHALLENGER);
    assertThat(SequentialTest.verdict(new Difference(-0.02, -0.03, -0.01)))
        .isEqualTo(Verdict.CHAMPION);
    assertThat(SequentialTest.verdict(new Difference(0.01, -0.01, 0.03)))
        .isEqualTo(Verdict.UNDECIDED);
  }

  private static boolean happened(JsonNode row) {
    return row.get(2).intValue() == 1;
  }

  private static void compare(@Nullable Difference difference, JsonNode expected) {
    assertThat(difference).isNotNull();
    assertThat(difference.mean()).isCloseTo(expected.get(1).doubleValue(), within(1e-12));
    assertThat(difference.lower()).isCloseTo(expected.get(2).doubleValue(), within(1e-9));
    assertThat(difference.upper()).isCloseTo(expected.get(3).doubleValue(), within(1e-9));
  }

  static PredictionId pair(float champion, float challenger) {
    return new PredictionId(0, 0, Arm.CHAMPION, false, 0, champion, challenger);
  }

  static PredictionId answer(Arm arm, float probability) {
    return new PredictionId(
        0,
        0,
        arm,
        false,
        0,
        arm == Arm.CHAMPION ? probability : Float.NaN,
        arm == Arm.CHALLENGER ? probability : Float.NaN);
  }

  private static JsonNode recorded() throws IOException {
    try (InputStream in = SequentialTestTest.class.getResourceAsStream("confidence.json")) {
      return Json.mapper().readTree(in);
    }
  }
}
