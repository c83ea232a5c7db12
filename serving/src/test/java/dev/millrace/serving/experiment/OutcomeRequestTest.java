package dev.millrace.serving.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.contract.feature.Target;
import dev.millrace.serving.request.Refusal;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeRequestTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "true | Yes | true",
        "false | Yes | false",
        "\"Yes\" | Yes | true",
        "\" yes \" | Yes | true",
        "\"No\" | Yes | false",
        "\"false\" | Yes | false",
        "\"true\" | true | true",
        "1 | 1 | true",
        "1.0 | 1 | true",
        "0.1 | 0.10 | true",
        "1234567890123456789012 | 1234567890123456789012 | true",
        "0 | 1 | false",
        "\"1\" | 1 | true",
      })
  void an_outcome_is_a_truth_value_or_what_stands_in_the_target_column(
      String value, String positive, boolean happened) throws Refusal {
    OutcomeRequest request = read(item(value), new Target("Churn", positive));

    assertThat(request.problems()).isEmpty();
    assertThat(request.outcomes()).containsExactly(new Outcome(1, "x", happened));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "1",
        "1234567890123e45678901234567890",
        "\"\"",
        "\" \"",
        "\"true\"",
        "[]",
        "{}"
      })
  void anything_else_is_a_problem_of_that_outcome(String value) throws Refusal {
    assertThat(read(item(value), Models.CHURN).problems())
        .containsExactly(
            new OutcomeProblem(
                1, "x", "Expected true, false or a text of the column Churn as the outcome."));
  }

  @Test
  void a_number_beyond_all_is_no_outcome() throws Refusal {
    assertThat(read(item("1e999"), new Target("Churn", "1")).problems()).hasSize(1);
  }

  @Test
  void every_problem_is_reported_with_its_place() throws Refusal {
    OutcomeRequest request =
        read(
            "{\"outcomes\":[{\"id\":\"a\",\"outcome\":true},{\"outcome\":true},{\"id\":5,\"outcome\":true},"
                + "{\"id\":\"b\",\"outcom\":true},{\"id\":\"c\"},7]}",
            Models.CHURN);

    assertThat(request.outcomes()).containsExactly(new Outcome(1, "a", true));
    assertThat(request.problems())
        .extracting(OutcomeProblem::number, OutcomeProblem::id, OutcomeProblem::message)
        .containsExactly(
            tuple(2, "", "Expected the id of a prediction as text."),
            tuple(3, "", "Expected the id of a prediction as text."),
            tuple(4, "b", "'outcom' is not known here. Did you mean 'outcome'?"),
            tuple(5, "c", "Expected true, false or a text of the column Churn as the outcome."),
            tuple(6, "", "Expected the id of a prediction as text."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"outcomes\":[]} x",
        "{\"outcomes\":[],\"outcomes\":[]}",
        "{\"outcomes\":[{\"id\":\"a\",\"id\":\"b\",\"outcome\":true}]}",
        "{\"outcomes\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}"
      })
  void what_is_not_json_as_it_is_read_everywhere_is_refused(String body) {
    assertBodyRefused(body, "Send one value in JSON, in UTF-8.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "{}", "{\"outcomes\":{}}", "{\"outcomes\":[],\"more\":1}"})
  void a_body_of_another_form_is_refused(String body) {
    assertBodyRefused(body, "Send {\"outcomes\":[{\"id\":\"…\",\"outcome\":true}]}.");
  }

  @Test
  void too_many_at_once_are_refused() {
    Refusal refusal = refused("{\"outcomes\":[{},{},{}]}", 2);

    assertThat(refusal.status()).isEqualTo(413);
    assertThat(refusal.message()).isEqualTo("3 outcomes came, at most 2 are taken at once.");
  }

  @Test
  void none_at_all_are_taken_as_such() throws Refusal {
    assertThat(read("{\"outcomes\":[]}", Models.CHURN))
        .isEqualTo(new OutcomeRequest(List.of(), List.of()));
  }

  private static void assertBodyRefused(String body, String hint) {
    Refusal refusal = refused(body, 10);

    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.code()).isEqualTo("BODY_INVALID");
    assertThat(refusal.hint()).isEqualTo(hint);
  }

  private static String item(String value) {
    return "{\"outcomes\":[{\"id\":\"x\",\"outcome\":" + value + "}]}";
  }

  private static OutcomeRequest read(String body, Target target) throws Refusal {
    return OutcomeRequest.read(Buffer.buffer(body), target, 10);
  }

  private static Refusal refused(String body, int most) {
    return catchThrowableOfType(
        Refusal.class, () -> OutcomeRequest.read(Buffer.buffer(body), Models.CHURN, most));
  }
}
