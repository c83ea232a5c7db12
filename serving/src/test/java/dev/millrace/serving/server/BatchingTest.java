package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.serving.Await;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchingTest {
  private static final String PREDICT = "/v1/models/subscribers/predict";

  @Test
  void a_small_request_is_scored_where_it_was_read() throws Exception {
    try (Served served =
        Served.start(Served.modelPackage(1), Map.of("batching.inline_micros", "100000"))) {
      assertThat(timing(served.post(PREDICT, row(3), "millrace-trace", "1")))
          .contains("1 rows, inline")
          .contains("queue;dur=0.0000");
      assertThat(served.post(PREDICT, row(3)).headers().map()).doesNotContainKey("server-timing");
    }
  }

  @Test
  void requests_that_wait_for_a_worker_get_the_answers_they_get_alone() throws Exception {
    Map<Integer, Double> alone;
    try (Served served = Served.start(Served.modelPackage(1), Map.of())) {
      alone = IntStream.range(0, 60).boxed().collect(Collectors.toMap(i -> i, i -> ask(served, i)));
    }
    Set<String> reasons = ConcurrentHashMap.newKeySet();
    try (Served served =
        Served.start(
            Served.modelPackage(1), Map.of("batching.inline_micros", "0", "batching.mode", "on"))) {
      IntStream.range(0, 600)
          .parallel()
          .forEach(
              i -> {
                HttpResponse<String> answer =
                    served.post(PREDICT, row(i % 60), "millrace-trace", "1");
                assertThat(probability(answer)).isEqualTo(alone.get(i % 60));
                reasons.add(timing(answer).replaceAll(".*rows, |\"", ""));
              });
      JsonNode dispatches = Served.json(served.get("/v1/status"));
      assertThat(dispatches.at("/batching/dispatches/inline").asInt()).isZero();
      assertThat(reasons).isSubsetOf("idle", "queued", "full").isNotEmpty();
    }
  }

  @Test
  void a_batch_is_counted_once_however_many_requests_it_answers() throws Exception {
    try (Served served =
        Served.start(
            Served.modelPackage(1), Map.of("batching.inline_micros", "0", "batching.mode", "on"))) {
      String many = "{\"rows\":[" + String.join(",", Collections.nCopies(200, Served.ROW)) + "]}";
      IntStream.range(0, 200)
          .parallel()
          .forEach(i -> served.post(PREDICT, i % 10 == 0 ? many : row(i % 60)));
      int rows = 20 * 200 + 180;
      awaitRows(served, rows);

      String metrics = served.get("/metrics").body();
      double batches = sum(metrics, "millrace_inference_batch_size_count");
      assertThat(sum(metrics, "millrace_inference_batch_size_sum")).isEqualTo(rows);
      assertThat(sum(metrics, "millrace_inference_dispatch_total")).isEqualTo(batches);
      assertThat(sum(metrics, "millrace_inference_score_duration_seconds_count"))
          .isEqualTo(batches);
      assertThat(sum(metrics, "millrace_inference_queue_duration_seconds_count")).isEqualTo(200);
      JsonNode statistics =
          Served.json(served.get("/v2/models/subscribers/stats")).at("/model_stats/0");
      assertThat(statistics.get("inference_count").asInt()).isEqualTo(rows);
      assertThat(statistics.at("/inference_stats/success/count").asInt()).isEqualTo(200);
      assertThat(statistics.get("execution_count").asInt()).isEqualTo((int) batches);
    }
  }

  /** A request is counted after its answer was sent. */
  private static void awaitRows(Served served, int rows) throws InterruptedException {
    Await.until(() -> sum(served.get("/metrics").body(), "millrace_inference_rows_total") >= rows);
  }

  private static double sum(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll(".* ", "")))
        .sum();
  }

  @Test
  void a_body_that_takes_long_to_read_is_read_elsewhere_and_answered_as_ever() throws Exception {
    try (Served served =
        Served.start(
            Served.modelPackage(1),
            Map.of("batching.inline_micros", "1000000", "event_loops", "1"))) {
      String rows =
          IntStream.range(0, 3_000)
              .mapToObj(i -> Served.ROW.replace("\"tenure\":71", "\"tenure\":" + i % 60))
              .collect(Collectors.joining(",", "{\"rows\":[", "]}"));
      HttpResponse<String> answer = served.post(PREDICT, rows, "millrace-trace", "1");
      assertThat(timing(answer)).contains("3000 rows, idle");
      JsonNode predictions = Served.json(answer).get("predictions");
      assertThat(predictions).hasSize(3_000);
      for (int i = 0; i < 60; i++) {
        assertThat(predictions.get(2_940 + i).get("probability").asDouble())
            .isEqualTo(ask(served, i));
      }
      HttpResponse<String> wrong = served.post(PREDICT, rows.replace("\"pro\"", "\"none\""));
      assertThat(wrong.statusCode()).isEqualTo(400);
      assertThat(wrong.body()).contains("CONTRACT_VIOLATED", "plan");
      JsonNode traffic = Served.json(served.get("/v1/status")).get("traffic");
      assertThat(traffic.get("in_flight").asInt()).isOne();
    }
  }

  @Test
  void reasons_are_worked_out_on_a_worker_too() throws Exception {
    try (Served served =
        Served.start(Served.modelPackage(1), Map.of("batching.inline_micros", "0"))) {
      HttpResponse<String> answer =
          served.post(PREDICT, "{\"row\":" + Served.ROW + ",\"reasons\":2}");
      assertThat(Served.json(answer).at("/prediction/reasons")).hasSize(2);
    }
  }

  private static double ask(Served served, int tenure) {
    return probability(served.post(PREDICT, row(tenure)));
  }

  private static double probability(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Served.json(answer).at("/prediction/probability").asDouble();
  }

  private static String timing(HttpResponse<String> answer) {
    return String.join(";", answer.headers().map().getOrDefault("server-timing", List.of()));
  }

  private static String row(int tenure) {
    return "{\"row\":" + Served.ROW.replace("\"tenure\":71", "\"tenure\":" + tenure) + "}";
  }
}
