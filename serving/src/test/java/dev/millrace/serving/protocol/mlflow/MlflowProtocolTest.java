package dev.millrace.serving.protocol.mlflow;

import static dev.millrace.serving.protocol.Subscribers.json;
import static dev.millrace.serving.protocol.Subscribers.predictions;
import static dev.millrace.serving.protocol.Subscribers.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.protocol.Subscribers;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.Reply;
import dev.millrace.serving.request.RequestBody;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowProtocolTest {
  private static final String COLUMNS =
      "\"plan\",\"region\",\"tenure\",\"minutes\",\"autopay\",\"joined\",\"last_seen\"";
  private static final String VALUES = "\"pro\",\"south\",71,7.5,true,18462,20599.75";
  private static final String ROW =
      "{\"plan\":\"pro\",\"region\":\"south\",\"tenure\":71,\"minutes\":7.5,\"autopay\":true,"
          + "\"joined\":18462,\"last_seen\":20599.75}";
  private static final String CLEAN = "null|pro|south|71.0|7.5|1.0|18462.0|20599.75";

  private final MlflowProtocol protocol =
      new MlflowProtocol(Subscribers.CHAMPION, Subscribers.REASONS);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dataframe_split\":{\"columns\":[" + COLUMNS + "],\"data\":[[" + VALUES + "]]}}",
        "{\"dataframe_split\":{\"columns\":["
            + COLUMNS
            + "],\"index\":[7],\"data\":[["
            + VALUES
            + "]]},\"params\":null}",
        "{\"dataframe_split\":{\"data\":[[" + VALUES + "]]}}",
        "{\"dataframe_records\":[" + ROW + "],\"more\":[]}",
        "{\"instances\":[" + ROW + "]}",
        "{\"instances\":[[" + VALUES + "]]}",
        "{\"inputs\":" + ROW + "}",
        "{\"inputs\":[" + ROW + "]}",
        "{\"inputs\":[[" + VALUES + "]],\"params\":{\"other\":1}}",
        "{\"inputs\":{\"plan\":[\"pro\"],\"region\":[\"south\"],\"tenure\":[71],\"minutes\":[7.5],"
            + "\"autopay\":[true],\"joined\":[18462],\"last_seen\":[20599.75]}}"
      })
  void all_forms_are_read(String body) throws Refusal {
    assertThat(written(protocol.read(json(body)))).isEqualTo(CLEAN);
  }

  @Test
  void the_example_of_the_package_is_read() throws Refusal, IOException {
    Path example = Path.of("src/test/resources/packages/subscribers-1/serving_input_example.json");
    PredictRequest request = protocol.read(json(Files.readString(example)));
    assertThat(request.rows().rows()).isEqualTo(5);
    assertThat(request.rows().number(3, 4)).isNaN();
  }

  @Test
  void csv_is_read() throws Refusal {
    String csv =
        String.join(
            "\r\n",
            "\uFEFFlast_seen,plan,tenure,autopay,joined,minutes,region,subscriber",
            "2026-05-26T18:00:00Z,pro,71,Yes,2020-07-19,7.5,\"south\",S1",
            ",\"basic\",1,0,18462,?,,",
            "");
    assertThat(written(protocol.read(csv(csv))))
        .isEqualTo(
            """
            S1|pro|south|71.0|7.5|1.0|18462.0|20599.75
            null|basic|null|1.0|NaN|0.0|18462.0|NaN""");
  }

  @Test
  void nan_null_and_spellings_of_missing_are_missing() throws Refusal {
    String body =
        "{\"dataframe_records\":[{\"plan\":\"basic\",\"region\":\"?\",\"tenure\":0,"
            + "\"minutes\":NaN,\"autopay\":0,\"joined\":\"1970-01-02\",\"last_seen\":null}]}";
    assertThat(written(protocol.read(json(body)))).isEqualTo("null|basic|null|0.0|NaN|0.0|1.0|NaN");
  }

  @Test
  void an_answer_is_what_mlflow_answers_and_says_more_beside_it() throws Refusal {
    PredictRequest request =
        protocol.read(json("{\"dataframe_records\":[" + ROW + "," + ROW + "," + ROW + "]}"));
    Reply reply = protocol.answer(request, predictions(request));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.contentType()).isEqualTo("application/json");
    assertThat(reply.body())
        .hasToString(
            "{\"predictions\":[{\"probability\":0.5},{\"probability\":0.25},"
                + "{\"probability\":0.125}],\"model\":\"subscribers\",\"version\":\"3\","
                + "\"threshold\":0.25,\"decisions\":[true,true,false],"
                + "\"ids\":[\"p1\",\"p2\",\"p3\"]}");
  }

  @Test
  void an_answer_names_the_versions_where_a_challenger_helped() throws Refusal {
    PredictRequest request =
        protocol.read(json("{\"dataframe_records\":[" + ROW + "," + ROW + "]}"));
    Reply reply = protocol.answer(request, predictions(request, new boolean[] {true, false}));
    assertThat(reply.body())
        .hasToString(
            "{\"predictions\":[{\"probability\":0.5},{\"probability\":0.25}],"
                + "\"model\":\"subscribers\",\"version\":\"3\",\"versions\":[\"4\",\"3\"],"
                + "\"threshold\":0.25,\"decisions\":[false,true],\"ids\":[\"p1\",\"p2\"]}");
  }

  @Test
  void reasons_are_a_column_more() throws Refusal {
    PredictRequest request =
        protocol.read(json("{\"instances\":[" + ROW + "],\"params\":{\"reasons\":2}}"));
    assertThat(request.reasons()).isEqualTo(2);
    assertThat(protocol.answer(request, predictions(request)).body().toString())
        .startsWith("{\"predictions\":[{\"probability\":0.5," + "\"reasons\":\"tenure = 71 (usual ")
        .contains("): +0.50\"}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[];The body is to be a JSON object, but it is an array of 0.",
        "5;The body is to be a JSON object, but it is 5.",
        "{};with exactly one of the input fields 'dataframe_split', 'dataframe_records',"
            + " 'instances', 'inputs'. It has none of them.",
        "{\"inputs\":[],\"instances\":[]};It has 'instances' and 'inputs'.",
        "{\"messages\":[],\"inputs\":[]};'messages' is a request to a language model",
        "{\"prompt\":\"x\"};'prompt' is a request to a language model",
        "{\"input\":\"x\"};'input' is a request to a language model",
        "{\"inputs\":[]};There is no row to predict.",
        "{\"inputs\":{}};There is no row to predict.",
        "{\"inputs\":null};'inputs' is to be an array, but it is missing.",
        "{\"inputs\":{\"plan\":[1,2],\"region\":[]}};'region' has 0 values, those before it 2.",
        "{\"instances\":7};'instances' is to be an array, but it is 7.",
        "{\"dataframe_records\":{}};'dataframe_records' is to be an array, but it is an object.",
        "{\"dataframe_split\":[]};'dataframe_split' is to be an object, but it is an array of 0.",
        "{\"dataframe_split\":{}};'dataframe_split.data' is to be an array, but it is missing.",
        "{\"dataframe_split\":{\"data\":[[1]],\"index\":[]}};"
            + "'dataframe_split.index' has 0 entries for 1 rows.",
        "{\"dataframe_split\":{\"data\":[[1]],\"rows\":[]}};'dataframe_split' holds 'rows'",
        "{\"dataframe_split\":{\"columns\":[\"a\",\"a\"],\"data\":[[1,2]]}};the column 'a' is named twice.",
        "{\"dataframe_split\":{\"columns\":[5],\"data\":[[1]]}};'dataframe_split.columns' holds 5.",
        "{\"inputs\":[[1]],\"params\":[]};'params' is to be an object, but it is an array of 0.",
        "{\"inputs\":[[1]],\"params\":{\"reasons\":8}};'reasons' is to be a whole number from 0",
        "{\"inputs\":;The body is not JSON at line 1, column ",
      })
  void a_malformed_body_is_refused(String body, String message) {
    Refusal refusal = Subscribers.refusal(() -> protocol.read(json(body)));
    assertThat(refusal.message()).contains(message);
    Reply reply = protocol.refuse(refusal);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().toString()).startsWith("{\"error_code\":\"BAD_REQUEST\",\"message\":");
  }

  @Test
  void every_problem_of_every_row_is_named() {
    String body =
        "{\"dataframe_records\":["
            + ROW
            + ",{\"plan\":\"gold\",\"tenure\":-1,\"autopay\":true,\"joined\":1.7e9,\"x\":1},5]}";
    Reply reply = protocol.refuse(Subscribers.refusal(() -> protocol.read(json(body))));
    assertThat(reply.body())
        .hasToString(
            "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":"
                + "\"The rows do not fit the contract. Correct the values named and try again.\\n"
                + "row 2, x: there is no such column.\\n"
                + "row 2, plan: 'gold' is not an allowed value; allowed are basic, pro, team.\\n"
                + "row 2, tenure: -1 is too small (min 0).\\n"
                + "row 2, joined: 1700000000 is not a date.\\n"
                + "row 3: a row is an object of names and values, not 5.\"}");
  }

  @Test
  void rows_without_names_have_the_contract_s_width() {
    String body = "{\"instances\":[[" + VALUES + "],[1,2]]}";
    assertThat(Subscribers.refusal(() -> protocol.read(json(body))).problems())
        .singleElement()
        .hasToString(
            "row 2: expected 7 values (plan, region, tenure, minutes, autopay, joined, last_seen),"
                + " but there are 2.");
  }

  @Test
  void problems_in_csv_are_told_with_their_line() {
    String csv =
        "plan,tenure,autopay,joined\n\npro,1,true,2020-07-19\npro,\"-1\",maybe,2020-07-19\n";
    assertThat(Subscribers.refusal(() -> protocol.read(csv(csv))).problems())
        .extracting(Object::toString)
        .containsExactly(
            "row 2, tenure: '-1' is too small (min 0). (line 4)",
            "row 2, autopay: 'maybe' is not a yes or no. (line 4)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';The body is empty.",
        "'plan';There is no row to predict.",
        "',plan\n0,pro';Line 1: a column has no name.",
        "'plan,plan\npro,pro';Line 1: the column 'plan' is named twice.",
        "'plan,tenure\npro,1\npro';Line 3 has 1 fields, but the first line names 2 columns.",
        "'plan,tenure\npro,1,2';Line 2 has 3 fields, but the first line names 2 columns.",
      })
  void malformed_csv_is_refused(String csv, String message) {
    assertThat(Subscribers.refusal(() -> protocol.read(csv(csv))).message()).isEqualTo(message);
  }

  @Test
  void names_too_long_to_be_said_again_are_not() {
    String name = "x".repeat(1001);
    String split = "{\"dataframe_split\":{\"columns\":[\"" + name + "\"],\"data\":[[1]]}}";
    assertThat(Subscribers.refusal(() -> protocol.read(json(split))).message())
        .isEqualTo("dataframe_split.columns: a name has 1001 letters.");
    assertThat(Subscribers.refusal(() -> protocol.read(csv(name + "\n1"))).message())
        .isEqualTo("Line 1: a name has 1001 letters.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/csv"})
  void bytes_that_are_no_utf_8_are_refused(String type) {
    Buffer bytes = Buffer.buffer("{\"inputs\":\"").appendByte((byte) 0xff).appendString("\"}");
    RequestBody body = new RequestBody(bytes, type, null, 10);
    assertThat(Subscribers.refusal(() -> protocol.read(body)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"instances\":[[],[],[]]}",
        "{\"dataframe_split\":{\"columns\":[],\"data\":[[],[],[]]}}",
        "{\"dataframe_records\":[{},{},{}]}",
        "{\"inputs\":{\"plan\":[1,1,1]}}"
      })
  void too_many_rows_are_refused(String json) {
    RequestBody body = new RequestBody(Buffer.buffer(json), "application/json", null, 2);
    assertThat(Subscribers.refusal(() -> protocol.read(body)).status()).isEqualTo(413);
    RequestBody csv = new RequestBody(Buffer.buffer("plan\na\na\na"), "text/csv", null, 2);
    assertThat(Subscribers.refusal(() -> protocol.read(csv)).status()).isEqualTo(413);
  }

  @Test
  void a_wrong_type_of_body_is_answered_in_text() {
    RequestBody body = new RequestBody(Buffer.buffer("{}"), "text/plain", null, 10);
    Reply reply = protocol.refuse(Subscribers.refusal(() -> protocol.read(body)));
    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.contentType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(reply.body())
        .hasToString(
            "This predictor only supports the following content types: Types: ['text/csv',"
                + " 'application/json']. Got 'text/plain'.");
  }

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHENTICATED",
    "403, PERMISSION_DENIED",
    "404, ENDPOINT_NOT_FOUND",
    "413, BAD_REQUEST",
    "500, INTERNAL_ERROR"
  })
  void other_refusals_have_mlflow_s_names(int status, String code) {
    assertThat(protocol.refuse(Refusal.of(status, "X", "No.", "Yes.")).body())
        .hasToString("{\"error_code\":\"" + code + "\",\"message\":\"No. Yes.\"}");
  }

  @Test
  void what_took_too_long_is_told_in_mlflow_s_words() {
    assertThat(protocol.refuse(Refusal.of(504, "TIMED_OUT", "Too slow.", "Send less.")))
        .isEqualTo(
            Reply.of(
                504, "application/json", Buffer.buffer("Request processing time exceeded limit")));
  }

  @Test
  void who_is_shed_learns_when_to_come_again() {
    Reply reply = protocol.refuse(Refusal.shed(503, "BUSY", "Busy.", Duration.ofMillis(1200)));
    assertThat(reply.headers()).containsExactly(Map.entry("Retry-After", "2"));
    assertThat(reply.body().toString()).contains("TEMPORARILY_UNAVAILABLE");
  }

  @Test
  void the_routes_beside_it_answer_as_mlflow() {
    assertThat(MlflowReplies.ping(true))
        .isEqualTo(Reply.of(200, "application/json", Buffer.buffer("\n")));
    assertThat(MlflowReplies.ping(false).status()).isEqualTo(404);
    assertThat(MlflowReplies.version())
        .isEqualTo(Reply.of(200, "application/json", Buffer.buffer("3.17.2")));
  }

  private static RequestBody csv(String csv) {
    return new RequestBody(Buffer.buffer(csv), "text/csv", null, Subscribers.MAX_ROWS);
  }
}
