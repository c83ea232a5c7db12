package dev.millrace.serving.protocol.kserve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.protocol.Subscribers;
import dev.millrace.serving.protocol.kserve.ModelStatistics.Timing;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KserveRepliesTest {
  @Test
  void the_server_says_what_it_speaks() {
    assertBody(
        KserveReplies.server("0.1.0"),
        200,
        "{\"name\":\"millrace\",\"version\":\"0.1.0\","
            + "\"extensions\":[\"binary_tensor_data\",\"statistics\"]}");
  }

  @Test
  void health_is_told_by_status_and_body() {
    assertBody(KserveReplies.live(), 200, "{\"live\":true}");
    assertBody(KserveReplies.ready(true), 200, "{\"ready\":true}");
    assertBody(KserveReplies.ready(false), 503, "{\"ready\":false}");
    assertBody(
        KserveReplies.modelReady(Subscribers.CHAMPION, true),
        200,
        "{\"name\":\"subscribers\",\"ready\":true}");
    assertThat(KserveReplies.modelReady(Subscribers.CHAMPION, false).status()).isEqualTo(503);
  }

  @Test
  void the_model_s_tensors_are_the_contract_s_columns() {
    assertBody(
        KserveReplies.model(Subscribers.CHAMPION),
        200,
        "{\"name\":\"subscribers\",\"versions\":[\"3\"],\"platform\":\"onnxruntime_onnx\","
            + "\"inputs\":["
            + "{\"name\":\"plan\",\"datatype\":\"BYTES\",\"shape\":[-1]},"
            + "{\"name\":\"region\",\"datatype\":\"BYTES\",\"shape\":[-1]},"
            + "{\"name\":\"tenure\",\"datatype\":\"INT64\",\"shape\":[-1]},"
            + "{\"name\":\"minutes\",\"datatype\":\"FP64\",\"shape\":[-1]},"
            + "{\"name\":\"autopay\",\"datatype\":\"BOOL\",\"shape\":[-1]},"
            + "{\"name\":\"joined\",\"datatype\":\"BYTES\",\"shape\":[-1]},"
            + "{\"name\":\"last_seen\",\"datatype\":\"BYTES\",\"shape\":[-1]}],"
            + "\"outputs\":["
            + "{\"name\":\"probability\",\"datatype\":\"FP64\",\"shape\":[-1]},"
            + "{\"name\":\"decision\",\"datatype\":\"BOOL\",\"shape\":[-1]},"
            + "{\"name\":\"prediction_id\",\"datatype\":\"BYTES\",\"shape\":[-1]}]}");
  }

  @Test
  void the_index_has_the_model_that_is_served() {
    assertBody(
        KserveReplies.index(Subscribers.CHAMPION, true),
        200,
        "[{\"name\":\"subscribers\",\"version\":\"3\",\"state\":\"READY\",\"reason\":\"\"}]");
    assertThat(KserveReplies.index(Subscribers.CHAMPION, false).body().toString())
        .contains("UNAVAILABLE");
  }

  @Test
  void statistics_are_told_in_nanoseconds() {
    ModelStatistics statistics =
        new ModelStatistics(
            Instant.ofEpochMilli(1_700_000_000_123L),
            30,
            4,
            timing(10, 5),
            timing(1, 6),
            timing(10, 7),
            timing(10, 8),
            timing(4, 9));
    assertBody(
        KserveReplies.statistics(Subscribers.CHAMPION, statistics),
        200,
        "{\"model_stats\":[{\"name\":\"subscribers\",\"version\":\"3\","
            + "\"last_inference\":1700000000123,\"inference_count\":30,\"execution_count\":4,"
            + "\"inference_stats\":{\"success\":{\"count\":10,\"ns\":5000},"
            + "\"fail\":{\"count\":1,\"ns\":6000},\"queue\":{\"count\":10,\"ns\":7000},"
            + "\"compute_input\":{\"count\":10,\"ns\":8000},"
            + "\"compute_infer\":{\"count\":4,\"ns\":9000},"
            + "\"compute_output\":{\"count\":0,\"ns\":0}},\"batch_stats\":[]}]}");
  }

  @Test
  void another_model_and_another_version_are_not_found() {
    Refusal model = KserveReplies.unknownModel("churn", Subscribers.CHAMPION);
    assertBody(
        KserveReplies.refusal(model),
        404,
        "{\"error\":\"There is no model 'churn'. This server has 'subscribers'.\"}");
    Refusal version = KserveReplies.unknownVersion("9", Subscribers.CHAMPION);
    assertBody(
        KserveReplies.refusal(version),
        404,
        "{\"error\":\"There is no version '9' of the model 'subscribers' here."
            + " This server has version '3'.\"}");
  }

  private static Timing timing(long count, long micros) {
    return new Timing(count, Duration.ofNanos(micros * 1000));
  }

  private static void assertBody(Reply reply, int status, String body) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.contentType()).isEqualTo("application/json");
    assertThat(reply.body()).hasToString(body);
  }
}
