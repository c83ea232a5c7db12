package dev.millrace.serving.protocol.kserve;

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
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KserveProtocolTest {
  private static final String REQUIRED =
      """
      {"name":"joined","shape":[2],"datatype":"BYTES","data":["2020-07-19","1970-01-02"]},
      {"name":"autopay","shape":[2],"datatype":"BOOL","data":[true,false]},
      {"name":"plan","shape":[2],"datatype":"BYTES","data":["pro","basic"]}""";
  private static final String TENURE =
      "{\"name\":\"tenure\",\"shape\":[2],\"datatype\":\"INT64\",\"data\":[71,0]}";
  private static final String CLEAN =
      "null|pro|null|71.0|NaN|1.0|18462.0|NaN\nnull|basic|null|0.0|NaN|0.0|1.0|NaN";

  private final KserveProtocol protocol =
      new KserveProtocol(Subscribers.CHAMPION, Subscribers.REASONS);

  @Test
  void columns_come_in_any_order_and_optional_ones_may_be_left_out() throws Refusal {
    assertThat(written(read(TENURE))).isEqualTo(CLEAN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"shape\":[2,1],\"datatype\":\"UINT8\",\"data\":[[71],[0]]",
        "\"shape\":[2,1],\"datatype\":\"INT8\",\"data\":[71,0]",
        "\"shape\":[2],\"datatype\":\"FP16\",\"data\":[71.0,0]",
        "\"shape\":[2],\"datatype\":\"FP32\",\"data\":[71,0.0]",
        "\"shape\":[2],\"datatype\":\"BYTES\",\"data\":[\"71\",\" 0 \"]",
        "\"shape\":[2],\"datatype\":\"UINT64\",\"data\":[71.0,0],\"parameters\":{\"other\":1}",
      })
  void any_datatype_that_can_mean_a_column_s_values_is_read(String tensor) throws Refusal {
    assertThat(written(read("{\"name\":\"tenure\"," + tensor + "}"))).isEqualTo(CLEAN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/octet-stream",
        ""
      })
  void it_is_sent_as_json_or_bytes_or_nothing(String type) throws Refusal {
    assertThat(written(protocol.read(sentAs(type.isEmpty() ? null : type)))).isEqualTo(CLEAN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "json"})
  void it_is_not_taken_as_what_any_web_page_may_send(String type) {
    Refusal refusal = Subscribers.refusal(() -> protocol.read(sentAs(type)));
    assertThat(refusal.status()).isEqualTo(415);
    assertThat(refusal)
        .hasMessage(
            "The body is sent as '%s'; this route takes application/json and application/octet-stream.",
            type);
    assertThat(refusal.hint()).isEqualTo("Send the header Content-Type: application/json.");
  }

  private static RequestBody sentAs(@Nullable String type) {
    String body = "{\"inputs\":[" + REQUIRED + "," + TENURE + "]}";
    return new RequestBody(Buffer.buffer(body), type, null, Subscribers.MAX_ROWS);
  }

  @Test
  void null_nan_and_empty_texts_are_missing() throws Refusal {
    String more =
        TENURE
            + ",{\"name\":\"region\",\"shape\":[2],\"datatype\":\"BYTES\",\"data\":[\"\",\"?\"]}"
            + ",{\"name\":\"minutes\",\"shape\":[2],\"datatype\":\"FP64\",\"data\":[NaN,null]}"
            + ",{\"name\":\"last_seen\",\"shape\":[2],\"datatype\":\"BYTES\",\"data\":[null,\"\"]}";
    assertThat(written(read(more))).isEqualTo(CLEAN);
  }

  @Test
  void the_key_and_the_target_may_come_along() throws Refusal {
    String more =
        TENURE
            + ",{\"name\":\"subscriber\",\"shape\":[2],\"datatype\":\"INT32\",\"data\":[7,8]}"
            + ",{\"name\":\"churned\",\"shape\":[2],\"datatype\":\"BYTES\",\"data\":[\"Yes\",\"\"]}";
    assertThat(written(read(more)))
        .isEqualTo("7" + CLEAN.substring(4).replace("\nnull|basic", "\n8|basic"));
  }

  @Test
  void an_answer_has_every_output_and_no_id_where_none_was_given() throws Refusal {
    assertThat(answer(""))
        .isEqualTo(
            "{\"model_name\":\"subscribers\",\"model_version\":\"3\",\"outputs\":["
                + "{\"name\":\"probability\",\"datatype\":\"FP64\",\"shape\":[2],\"data\":[0.5,0.25]},"
                + "{\"name\":\"decision\",\"datatype\":\"BOOL\",\"shape\":[2],\"data\":[true,true]},"
                + "{\"name\":\"prediction_id\",\"datatype\":\"BYTES\",\"shape\":[2],"
                + "\"data\":[\"p1\",\"p2\"]}]}");
  }

  @Test
  void an_answer_has_the_outputs_that_were_asked_for_and_the_request_s_id() throws Refusal {
    assertThat(answer(",\"id\":\"42\",\"outputs\":[{\"name\":\"decision\"}]"))
        .isEqualTo(
            "{\"model_name\":\"subscribers\",\"model_version\":\"3\",\"id\":\"42\",\"outputs\":["
                + "{\"name\":\"decision\",\"datatype\":\"BOOL\",\"shape\":[2],"
                + "\"data\":[true,true]}]}");
    assertThat(answer(",\"id\":null,\"outputs\":[]")).doesNotContain("\"id\"").contains("decision");
  }

  @Test
  void reasons_are_an_output_more() throws Refusal {
    assertThat(read(TENURE, ",\"parameters\":{\"reasons\":1}").reasons()).isEqualTo(1);
    assertThat(read(TENURE, ",\"outputs\":[{\"name\":\"reasons\"}]").reasons()).isEqualTo(3);
    assertThat(answer(",\"parameters\":{\"reasons\":1}"))
        .contains("{\"name\":\"prediction_id\"")
        .contains(
            "{\"name\":\"reasons\",\"datatype\":\"BYTES\",\"shape\":[2],\"data\":[\"tenure =");
    String unasked = ",\"parameters\":{\"reasons\":1},\"outputs\":[{\"name\":\"probability\"}]";
    assertThat(read(TENURE, unasked).reasons()).isZero();
  }

  @Test
  void an_answer_in_binary_is_little_endian() throws Refusal {
    PredictRequest request = read(TENURE, ",\"parameters\":{\"binary_data_output\":true}");
    Reply reply = protocol.answer(request, predictions(request));
    int header = Integer.parseInt(reply.headers().get("Inference-Header-Content-Length"));
    assertThat(reply.body().getString(0, header))
        .endsWith(
            "\"shape\":[2],\"parameters\":{\"binary_data_size\":16}},"
                + "{\"name\":\"decision\",\"datatype\":\"BOOL\",\"shape\":[2],"
                + "\"parameters\":{\"binary_data_size\":2}},"
                + "{\"name\":\"prediction_id\",\"datatype\":\"BYTES\",\"shape\":[2],"
                + "\"parameters\":{\"binary_data_size\":12}}]}");
    assertThat(reply.body().getBytes(header, reply.body().length()))
        .containsExactly(
            0, 0, 0, 0, 0, 0, 0xe0, 0x3f, 0, 0, 0, 0, 0, 0, 0xd0, 0x3f, // 0.5, 0.25
            1, 1, // true, true
            2, 0, 0, 0, 'p', '1', 2, 0, 0, 0, 'p', '2');
  }

  @Test
  void an_output_s_own_wish_for_binary_comes_first() throws Refusal {
    PredictRequest request =
        read(
            TENURE,
            ",\"parameters\":{\"binary_data_output\":true},\"outputs\":["
                + "{\"name\":\"probability\",\"parameters\":{\"binary_data\":false}}]");
    assertThat(protocol.answer(request, predictions(request)).contentType())
        .isEqualTo("application/json");
  }

  @Test
  void the_version_is_that_of_the_model_that_answered() throws Refusal {
    PredictRequest request = read(TENURE, ",\"outputs\":[{\"name\":\"decision\"}]");
    assertThat(body(request, true, true))
        .startsWith("{\"model_name\":\"subscribers\",\"model_version\":\"4\",\"outputs\"")
        .contains("[false,false]");
    assertThat(body(request, false, false)).contains("\"model_version\":\"3\",\"outputs\"");
    assertThat(body(request, false, true))
        .contains("\"model_version\":\"3\",\"parameters\":{")
        .contains("\"challenger_version\":\"4\"")
        .contains("\"challenger_rows\":\"2\"")
        .contains("[true,false]");
  }

  @Test
  void a_refusal_is_one_text() {
    Reply reply = protocol.refuse(Refusal.shed(429, "BUSY", "Busy.", Duration.ofSeconds(2)));
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.headers()).isEqualTo(Map.of("Retry-After", "2"));
    assertThat(reply.body()).hasToString("{\"error\":\"Busy. Try again later.\"}");
  }

  @Test
  void every_problem_of_every_row_is_named() {
    String tenure = "{\"name\":\"tenure\",\"shape\":[2],\"datatype\":\"FP64\",\"data\":[1.5,-1]}";
    Refusal refusal = Subscribers.refusal(() -> read(tenure));
    assertThat(protocol.refuse(refusal).body())
        .hasToString(
            "{\"error\":\"The rows do not fit the contract. Correct the values named and try"
                + " again.\\nrow 1, tenure: 1.5 is not a whole number.\\n"
                + "row 2, tenure: -1 is too small (min 0).\"}");
  }

  private String answer(String more) throws Refusal {
    PredictRequest request = read(TENURE, more);
    return protocol.answer(request, predictions(request)).body().toString();
  }

  private String body(PredictRequest request, boolean... challenged) {
    return protocol.answer(request, predictions(request, challenged)).body().toString();
  }

  private PredictRequest read(String tensors) throws Refusal {
    return read(tensors, "");
  }

  private PredictRequest read(String tensors, String more) throws Refusal {
    return protocol.read(json("{\"inputs\":[" + REQUIRED + "," + tensors + "]" + more + "}"));
  }
}
