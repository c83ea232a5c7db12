package dev.millrace.serving.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.Reason;
import dev.millrace.scoring.ReasonText;
import dev.millrace.serving.request.ModelIdentity;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Predictions;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.Reply;
import dev.millrace.serving.request.RequestBody;
import dev.millrace.serving.request.RowProblem;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class V1ProtocolTest {
  private static final ModelPackage MODEL =
      ModelPackage.load(Path.of("src/test/resources/packages/subscribers-1"));
  private static final ModelIdentity CHAMPION = identity("3", 0.25);
  private static final ModelIdentity CHALLENGER = identity("4", 0.5);
  private static final String ROW =
      "{\"subscriber\":\"S-1\",\"plan\":\"pro\",\"region\":\"Île-de-France\",\"tenure\":71,"
          + "\"minutes\":7.5,\"autopay\":true,\"joined\":\"2020-07-19\","
          + "\"last_seen\":\"2026-05-26T21:30:00Z\"}";
  private static final String SHORT_ROW =
      "{\"plan\":\"basic\",\"tenure\":2,\"autopay\":\"no\",\"joined\":\"2026-01-01\"}";

  private final V1Protocol protocol = new V1Protocol(MODEL.contract(), new ReasonText(MODEL));

  @Test
  void one_row_gets_one_prediction() throws Refusal {
    Reply reply =
        protocol.answer(
            read("{\"row\":" + ROW + "}"), predictions(new double[] {0.1016}, List.of()));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.contentType()).isEqualTo("application/json");
    assertThat(reply.body())
        .hasToString(
            "{\"model\":\"subscribers\",\"version\":\"3\",\"threshold\":0.25,\"prediction\":"
                + "{\"id\":\"p0\",\"key\":\"S-1\",\"probability\":0.1016,\"decision\":false}}");
  }

  @Test
  void many_rows_get_a_prediction_each() throws Refusal {
    PredictRequest request = read("{\"rows\":[" + SHORT_ROW + ", " + ROW + "]}");
    assertThat(protocol.answer(request, predictions(new double[] {0.25, 1.0E-5}, List.of())).body())
        .hasToString(
            "{\"model\":\"subscribers\",\"version\":\"3\",\"threshold\":0.25,\"predictions\":["
                + "{\"id\":\"p0\",\"probability\":0.25,\"decision\":true},"
                + "{\"id\":\"p1\",\"key\":\"S-1\",\"probability\":1.0E-5,\"decision\":false}]}");
  }

  @Test
  void a_list_of_one_row_gets_a_list() throws Refusal {
    PredictRequest request = read("{\"rows\":[" + SHORT_ROW + "]}");
    assertThat(protocol.answer(request, predictions(new double[] {0.5}, List.of())).body())
        .asString()
        .endsWith("\"predictions\":[{\"id\":\"p0\",\"probability\":0.5,\"decision\":true}]}");
  }

  @Test
  void a_challenger_names_itself_and_decides_by_its_own_threshold() throws Refusal {
    PredictRequest request = read("{\"rows\":[" + SHORT_ROW + "," + SHORT_ROW + "]}");
    Predictions predictions =
        new Predictions(
            CHAMPION,
            new double[] {0.4, 0.4},
            new String[] {"a", "b"},
            List.of(),
            CHALLENGER,
            new boolean[] {false, true});
    assertThat(protocol.answer(request, predictions).body())
        .asString()
        .endsWith(
            "[{\"id\":\"a\",\"probability\":0.4,\"decision\":true},{\"id\":\"b\",\"version\":\"4\","
                + "\"threshold\":0.5,\"probability\":0.4,\"decision\":false}]}");
  }

  @Test
  void reasons_say_the_value_the_effect_and_both_in_words() throws Refusal {
    PredictRequest request = read("{\"reasons\":7,\"row\":" + ROW + "}");
    List<Reason> reasons =
        Stream.of("plan", "tenure", "minutes", "autopay", "joined", "last_seen")
            .map(column -> new Reason(column, -0.5))
            .toList();
    assertThat(protocol.answer(request, predictions(new double[] {0.3}, List.of(reasons))).body())
        .asString()
        .endsWith(
            "\"decision\":true,\"reasons\":["
                + "{\"column\":\"plan\",\"value\":\"pro\",\"effect\":-0.5,"
                + "\"text\":\"plan = pro: -0.50\"},"
                + "{\"column\":\"tenure\",\"value\":71,\"effect\":-0.5,"
                + "\"text\":\"tenure = 71 (usual 36): -0.50\"},"
                + "{\"column\":\"minutes\",\"value\":7.5,\"effect\":-0.5,"
                + "\"text\":\"minutes = 7.5 (usual 19.7): -0.50\"},"
                + "{\"column\":\"autopay\",\"value\":true,\"effect\":-0.5,"
                + "\"text\":\"autopay = yes: -0.50\"},"
                + "{\"column\":\"joined\",\"value\":\"2020-07-19\",\"effect\":-0.5,"
                + "\"text\":\"joined = 2020-07-19 (usual 2023-05-26): -0.50\"},"
                + "{\"column\":\"last_seen\",\"value\":\"2026-05-26T21:30:00Z\",\"effect\":-0.5,"
                + "\"text\":\"last_seen = 2026-05-26T21:30:00Z (usual 2026-05-20T16:36:01Z): -0.50\"}]}}");
  }

  @Test
  void a_missing_value_is_null_and_a_row_may_have_no_reason() throws Refusal {
    PredictRequest request = read("{\"reasons\":1,\"rows\":[" + SHORT_ROW + "," + SHORT_ROW + "]}");
    List<List<Reason>> reasons = List.of(List.of(new Reason("region", 1.5)), List.of());
    assertThat(protocol.answer(request, predictions(new double[] {0.3, 0.3}, reasons)).body())
        .asString()
        .endsWith(
            "\"predictions\":[{\"id\":\"p0\",\"probability\":0.3,\"decision\":true,\"reasons\":["
                + "{\"column\":\"region\",\"value\":null,\"effect\":1.5,"
                + "\"text\":\"region missing: +1.50\"}]},"
                + "{\"id\":\"p1\",\"probability\":0.3,\"decision\":true,\"reasons\":[]}]}");
  }

  @Test
  void rows_that_do_not_fit_are_refused_with_every_problem() {
    Refusal refusal =
        refusal(
            "{\"rows\":[{\"plan\":\"gold\",\"tenur\":3,\"tenure\":-3,\"minutes\":\"many\","
                + "\"autopay\":[],\"joined\":5},"
                + SHORT_ROW
                + ",{\"plan\":\"pro\",\"tenure\":601.5,\"autopay\":1,\"joined\":\"2026-02-30\"},7]}");
    assertThat(refusal.problems())
        .extracting(RowProblem::toString)
        .containsExactly(
            "row 1, tenur: there is no such column. Did you mean 'tenure'?",
            "row 1, plan: 'gold' is not an allowed value; allowed are basic, pro, team.",
            "row 1, tenure: -3 is too small (min 0).",
            "row 1, minutes: 'many' is not a number.",
            "row 1, autopay: [] is not a yes or no.",
            "row 1, joined: 5 is not a date.",
            "row 3, tenure: 601.5 is not a whole number.",
            "row 3, joined: '2026-02-30' is not a date.",
            "row 4: a row is an object of names and values, not 7.");
  }

  @Test
  void a_refusal_of_rows_is_a_problem_with_problems() {
    Reply reply =
        protocol.refuse(refusal("{\"row\":{\"plan\":\"pro\",\"tenure\":-3,\"autopay\":1}}"));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.contentType()).isEqualTo("application/problem+json");
    assertThat(reply.headers()).isEmpty();
    assertThat(reply.body())
        .hasToString(
            "{\"title\":\"The rows do not fit the contract.\",\"status\":400,"
                + "\"code\":\"CONTRACT_VIOLATED\","
                + "\"detail\":\"Correct the values named and try again.\",\"problems\":["
                + "{\"row\":1,\"column\":\"tenure\",\"message\":\"-3 is too small (min 0).\"},"
                + "{\"row\":1,\"column\":\"joined\",\"message\":\"required, but it is missing.\"}]}");
  }

  @Test
  void a_refusal_without_hint_or_problems_leaves_them_out() {
    assertThat(protocol.refuse(Refusal.of(404, "NOT_FOUND", "No \"x\".", "")).body())
        .hasToString("{\"title\":\"No \\\"x\\\".\",\"status\":404,\"code\":\"NOT_FOUND\"}");
  }

  @Test
  void a_request_that_was_shed_is_told_when_to_come_again() {
    Reply reply =
        protocol.refuse(Refusal.shed(503, "OVERLOADED", "Too busy.", Duration.ofMillis(1200)));
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.headers()).isEqualTo(Map.of("Retry-After", "2"));
    assertThat(reply.body())
        .hasToString(
            "{\"title\":\"Too busy.\",\"status\":503,\"code\":\"OVERLOADED\","
                + "\"detail\":\"Try again later.\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | The body is to have either 'row' or 'rows', but it has neither.",
        "{\"row\":{},\"rows\":[]} | The body is to have either 'row' or 'rows', but it has both.",
        "{\"rowz\":{}} | The body has 'rowz', which is not known. Did you mean 'row'?",
        "{\"row\":[1,2]}"
            + " | 'row' is to be an object of names and values, but it is an array of 2.",
        "{\"row\":null} | 'row' is to be an object of names and values, but it is null.",
        "{\"rows\":{}} | 'rows' is to be an array of objects, but it is an object.",
        "{\"rows\":[]} | There is no row to predict.",
        "{\"row\":{},\"reasons\":8}"
            + " | 'reasons' is to be a whole number from 0 to 7, but it is 8.",
        "{\"row\":{},\"reasons\":\"2\"}"
            + " | 'reasons' is to be a whole number from 0 to 7, but it is the text '2'.",
        "[] | The body is to be a JSON object, but it is an array of 0.",
        "`` | The body is not JSON at line 1, column 0: it is empty."
      })
  void a_body_of_another_form_is_refused(String body, String message) {
    Refusal refusal = refusal(body);
    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.code()).isEqualTo("BODY_INVALID");
    assertThat(refusal).hasMessage(message);
  }

  @Test
  void more_rows_than_allowed_are_too_many() {
    String rows = "{\"rows\":[" + SHORT_ROW + ",".concat(SHORT_ROW).repeat(10) + "]}";
    Refusal refusal = refusal(rows);
    assertThat(refusal.status()).isEqualTo(413);
    assertThat(refusal).hasMessage("A request may have 10 rows, but this one has 11.");
  }

  private PredictRequest read(String body) throws Refusal {
    return protocol.read(new RequestBody(Buffer.buffer(body), "application/json", null, 10));
  }

  private Refusal refusal(String body) {
    return catchThrowableOfType(Refusal.class, () -> read(body));
  }

  private static Predictions predictions(double[] probabilities, List<List<Reason>> reasons) {
    String[] ids = new String[probabilities.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = "p" + i;
    }
    return new Predictions(CHAMPION, probabilities, ids, reasons, null, null);
  }

  private static ModelIdentity identity(String version, double threshold) {
    return new ModelIdentity("subscribers", version, MODEL.contract(), List.of(), threshold);
  }

  @Test
  void protocols_at_rest_hold_no_memory_of_large_requests() throws Refusal {
    String rows = "{\"rows\":[" + (ROW + ",").repeat(9_999) + ROW + "]}";
    RequestBody large =
        new RequestBody(
            Buffer.buffer(rows + " ".repeat((4 << 20) - rows.length())), null, null, 10_000);
    double[] probabilities = new double[10_000];
    List<V1Protocol> resting = new ArrayList<>();
    long before = used();
    for (int i = 0; i < 16; i++) {
      V1Protocol other = new V1Protocol(MODEL.contract(), new ReasonText(MODEL));
      assertThat(
              other
                  .answer(other.read(large), predictions(probabilities, List.of()))
                  .body()
                  .length())
          .isGreaterThan(500_000);
      other.rest();
      resting.add(other);
    }
    assertThat(used() - before).isLessThan(16L << 20); // of about 100 MB
    assertThat(resting).hasSize(16);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
