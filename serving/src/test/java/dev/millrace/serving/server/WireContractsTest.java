package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.serving.Await;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of other servers rely on, to the byte. */
class WireContractsTest {
  private static final String PREDICT = "/v1/models/subscribers/predict";
  private static final String INFER = "/v2/models/subscribers/infer";
  private static final String OTHER_SITE = "https://evil.example";
  private static Served served;

  @BeforeAll
  static void start() {
    served = Served.start(Served.modelPackage(1), Map.of("event_loops", "1"));
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @Test
  void the_metadata_of_v2_is_the_same_with_a_slash_behind_it() {
    HttpResponse<String> slash = served.get("/v2/");
    assertThat(slash.statusCode()).isEqualTo(200);
    assertThat(slash.body()).startsWith("{\"name\":\"millrace\",\"version\":");
    assertThat(slash.body()).isEqualTo(served.get("/v2").body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/repository/models/subscribers/load", "/v2/nothing"})
  void what_v2_does_not_have_is_refused_in_its_form(String path) {
    assertAnswer(
        served.post(path, "{}"),
        404,
        "{\"error\":\"There is nothing at this path. /openapi.json says what there is.\"}");
  }

  @Test
  void a_method_that_a_path_does_not_take_is_refused_in_the_form_of_its_protocol() {
    String hint = "/openapi.json says what there is.";
    assertAnswer(served.get(INFER), 405, "{\"error\":\"This path takes POST. " + hint + "\"}");
    assertAnswer(
        served.get("/invocations"),
        405,
        "{\"error_code\":\"BAD_REQUEST\",\"message\":\"This path takes POST. " + hint + "\"}");
    HttpResponse<String> own = served.get(PREDICT);
    assertThat(own.statusCode()).isEqualTo(405);
    assertThat(own.headers().firstValue("allow")).hasValue("POST");
    assertThat(own.headers().firstValue("content-type")).hasValue("application/problem+json");
  }

  @Test
  void headers_that_are_too_long_are_refused_in_the_form_of_their_path() throws IOException {
    try (Wire wire = new Wire(served.server().port())) {
      String head = "GET /v2/models/subscribers HTTP/1.1\r\nX: " + "a".repeat(40_000);
      assertThat(wire.send(head + "\r\n\r\n").readAll())
          .startsWith("HTTP/1.1 431")
          .endsWith("{\"error\":\"The headers are too long.\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2020-07-19", "2020-07-19T00:00:00", "2020-07-19T00:00:00.000Z"})
  void a_date_may_be_its_midnight_in_the_protocols_of_tables(String joined) {
    assertThat(invocation(joined).statusCode()).isEqualTo(200);
    assertThat(csv(joined).statusCode()).isEqualTo(200);
    assertThat(infer(joined).statusCode()).isEqualTo(200);
  }

  @Test
  void a_date_with_another_time_of_day_is_refused_with_the_form_that_is_wanted() {
    String joined = "2020-07-19T09:30:00";
    String problem =
        "The rows do not fit the contract. Correct the values named and try again.\\n"
            + "row 1, joined: '2020-07-19T09:30:00' is not a date (expected yyyy-MM-dd).\"}";
    String mlflow = "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"" + problem;
    assertAnswer(invocation(joined), 400, mlflow);
    assertAnswer(csv(joined), 400, mlflow.replace("MM-dd).", "MM-dd). (line 2)"));
    assertAnswer(infer(joined), 400, "{\"error\":\"" + problem);
    assertThat(served.post(PREDICT, "{\"row\":" + row(joined) + "}").body())
        .contains("'2020-07-19T09:30:00' is not a date (expected yyyy-MM-dd).");
  }

  @Test
  void statistics_need_no_model_named_and_count_requests_of_all_protocols() throws Exception {
    try (Served fresh = Served.start(Served.modelPackage(1), Map.of())) {
      fresh.post(PREDICT, "{\"row\":" + Served.ROW + "}");
      fresh.post("/invocations", records("2020-07-19"));
      fresh.post(INFER, tensors("2020-07-19"));
      fresh.post("/invocations", "{}");
      Await.until( // counted after the answer was sent
          () -> statistics(fresh).get("inference_count").asInt() >= 3);
      JsonNode statistics = statistics(fresh);
      assertThat(statistics.get("name").asText()).isEqualTo("subscribers");
      assertThat(statistics.get("inference_count").asInt()).isEqualTo(3);
      JsonNode stages = statistics.get("inference_stats");
      assertThat(stages.at("/success/count").asInt()).isEqualTo(3);
      assertThat(stages.at("/compute_input/count").asInt()).isEqualTo(3);
      assertThat(stages.at("/fail/count").asInt()).isEqualTo(1);
    }
  }

  private static JsonNode statistics(Served server) {
    return Served.json(server.get("/v2/models/stats")).at("/model_stats/0");
  }

  @ParameterizedTest
  @CsvSource({
    PREDICT + ", application/problem+json",
    "/v1/outcomes, application/problem+json",
    "/invocations, application/json",
    INFER + ", application/json",
    "/v2/repository/index, application/json"
  })
  void pages_of_other_sites_can_send_a_server_without_keys_nothing(String path, String errors) {
    HttpResponse<String> answer =
        served.send(
            served
                .request(path)
                .POST(BodyPublishers.ofString("{}"))
                .header("content-type", "text/plain")
                .header("origin", OTHER_SITE));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("content-type")).hasValue(errors);
    assertThat(answer.body()).contains("Pages of other sites may not send this server anything.");
  }

  @Test
  void the_own_page_and_those_that_are_named_may_send() {
    String body = "{\"row\":" + Served.ROW + "}";
    String own = served.base().toString();
    assertThat(served.post(PREDICT, body, "origin", own).statusCode()).isEqualTo(200);
    try (Served open =
        Served.start(Served.modelPackage(1), Map.of("cors.origins", "https://crm.example"))) {
      assertThat(open.post(PREDICT, body, "origin", "https://crm.example").statusCode())
          .isEqualTo(200);
      assertThat(open.post(PREDICT, body, "origin", OTHER_SITE).statusCode()).isEqualTo(403);
    }
  }

  private static void assertAnswer(HttpResponse<String> answer, int status, String body) {
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
  }

  private static String row(String joined) {
    return Served.ROW.replace("2020-07-19", joined);
  }

  private static String records(String joined) {
    return "{\"dataframe_records\":[" + row(joined) + "]}";
  }

  private static HttpResponse<String> invocation(String joined) {
    return served.post("/invocations", records(joined));
  }

  private static HttpResponse<String> csv(String joined) {
    return served.send(
        served
            .request("/invocations")
            .header("content-type", "text/csv")
            .POST(
                BodyPublishers.ofString(
                    "plan,tenure,autopay,joined\npro,71,true," + joined + "\n")));
  }

  private static HttpResponse<String> infer(String joined) {
    return served.post(INFER, tensors(joined));
  }

  private static String tensors(String joined) {
    return "{\"inputs\":["
        + tensor("plan", "BYTES", "\"pro\"")
        + ","
        + tensor("tenure", "INT64", "71")
        + ","
        + tensor("autopay", "BOOL", "true")
        + ","
        + tensor("joined", "BYTES", "\"" + joined + "\"")
        + "]}";
  }

  private static String tensor(String name, String type, String value) {
    return "{\"name\":\"%s\",\"datatype\":\"%s\",\"shape\":[1],\"data\":[%s]}"
        .formatted(name, type, value);
  }
}
