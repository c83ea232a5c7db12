package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.serving.Await;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChallengerTest {
  private static final String PREDICT = "/v1/models/subscribers/predict";

  @TempDir Path folder;

  private static Served served(String mode) {
    return Served.start(
        Served.modelPackage(1),
        Served.modelPackage(2),
        Map.of(
            "challenger.model", "named by the test",
            "challenger.share", "30%",
            "challenger.mode", mode));
  }

  private static JsonNode ask(Served served) {
    String rows =
        IntStream.range(0, 500)
            .mapToObj(i -> Served.ROW.replace("\"S1\"", "\"S" + i + "\""))
            .collect(Collectors.joining(",", "{\"rows\":[", "]}"));
    return Served.json(served.post(PREDICT, rows));
  }

  @Test
  void a_split_sends_a_share_of_the_keys_to_the_challenger_always_the_same_ones() {
    try (Served served = served("split")) {
      JsonNode first = ask(served);
      JsonNode second = ask(served);
      List<String> keys = keysOfChallenger(first);
      assertThat(keys.size()).isBetween(100, 200);
      assertThat(keysOfChallenger(second)).isEqualTo(keys);
      JsonNode experiment = Served.json(served.get("/v1/experiment")).get("experiment");
      assertThat(experiment.at("/rows/challenger").asInt()).isEqualTo(2 * keys.size());
      assertThat(experiment.get("mode").asText()).isEqualTo("split");
      assertThat(experiment.get("verdict").asText()).isEqualTo("undecided");
    }
  }

  /** A row that the challenger answers says its own version. */
  private static List<String> keysOfChallenger(JsonNode answer) {
    List<String> keys = new ArrayList<>();
    answer
        .get("predictions")
        .forEach(
            prediction -> {
              if (prediction.has("version")) {
                keys.add(prediction.get("key").asText());
              }
            });
    return keys;
  }

  @Test
  void a_shadow_answers_nothing_but_is_judged_by_the_outcomes() {
    try (Served served = served("shadow")) {
      JsonNode answer = ask(served);
      assertThat(keysOfChallenger(answer)).isEmpty();
      String outcomes =
          IntStream.range(0, 500)
              .mapToObj(
                  i ->
                      "{\"id\":%s,\"outcome\":%s}"
                          .formatted(answer.at("/predictions/" + i + "/id"), i % 3 == 0))
              .collect(Collectors.joining(",", "{\"outcomes\":[", "]}"));

      JsonNode taken = Served.json(served.post("/v1/outcomes", outcomes));

      assertThat(taken.get("accepted").asInt()).isEqualTo(500);
      JsonNode experiment = Served.json(served.get("/v1/experiment")).get("experiment");
      assertThat(experiment.at("/outcomes/challenger").asInt()).isBetween(100, 200);
      assertThat(experiment.at("/difference/lower").asDouble())
          .isLessThan(experiment.at("/difference/upper").asDouble());
      JsonNode again = Served.json(served.post("/v1/outcomes", outcomes));
      assertThat(again.get("accepted").asInt()).isZero();
      assertThat(again.get("duplicates").asInt()).isEqualTo(500);
    }
  }

  @Test
  void where_some_outcomes_are_taken_and_some_are_not_the_status_says_so() {
    try (Served served = served("shadow")) {
      String outcomes =
          "{\"outcomes\":[{\"id\":%s,\"outcome\":true},{\"id\":\"invented\",\"outcome\":true}]}"
              .formatted(ask(served).at("/predictions/0/id"));
      HttpResponse<String> answer = served.post("/v1/outcomes", outcomes);
      assertThat(answer.statusCode()).isEqualTo(207);
      assertThat(answer.body()).contains("\"accepted\":1", "\"number\":2");
    }
  }

  @Test
  void a_challenger_that_is_refused_or_gone_is_said_until_it_is_good_again() throws Exception {
    Path broken = Served.copyOf(Served.modelPackage(1), folder.resolve("broken"));
    Files.writeString(broken.resolve("calibration.json"), "{}");
    Path link = folder.resolve("challenger");
    Files.createSymbolicLink(link, Served.modelPackage(2));
    Map<String, String> flags =
        Map.of("challenger.model", "named by the test", "watch.every", "100ms");
    try (Served served = Served.start(Served.modelPackage(1), link, flags)) {
      assertThat(problem(served)).isEmpty();

      lead(link, broken);
      Await.until(() -> problem(served).contains("was refused, and version "));
      assertThat(problem(served)).contains("calibration.json").doesNotContain(folder.toString());
      assertThat(served.get("/metrics").body())
          .contains("swaps_total{outcome=\"refused\",role=\"challenger\"} 1.0")
          .contains("swaps_total{outcome=\"refused\",role=\"champion\"} 0.0");

      Files.delete(link);
      Await.until(() -> problem(served).contains("\nNewer versions cannot be looked for"));
      assertThat(served.get("/metrics").body())
          .contains("millrace_model_source_reachable{role=\"challenger\"} 0.0")
          .contains("millrace_model_source_reachable{role=\"champion\"} 1.0");

      lead(link, Served.modelPackage(2));
      Await.until(() -> problem(served).isEmpty());
    }
  }

  private static String problem(Served served) {
    return Served.json(served.get("/v1/experiment")).get("challenger_problem").asText();
  }

  private static void lead(Path link, Path target) throws IOException {
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, target);
  }

  @Test
  void an_outcome_of_no_prediction_is_refused_with_its_place() {
    try (Served served = served("shadow")) {
      HttpResponse<String> answer =
          served.post("/v1/outcomes", "{\"outcomes\":[{\"id\":\"invented\",\"outcome\":true}]}");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"number\":1", "invented");
    }
  }
}
