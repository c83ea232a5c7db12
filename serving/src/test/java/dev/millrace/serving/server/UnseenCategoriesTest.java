package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model whose rule is {@code unseen: fail}. */
class UnseenCategoriesTest {
  private static final String PREDICT = "/v1/models/subscribers/predict";
  private static final String MARS = Served.ROW.replace("south", "mars");

  @TempDir Path directory;
  private Path strict;

  @BeforeEach
  void makeStrict() {
    strict = StrictPackage.in(directory);
  }

  @Test
  void are_the_fault_of_the_row_that_has_them() {
    try (Served served = Served.start(strict, Map.of())) {
      HttpResponse<String> answer =
          served.post(PREDICT, "{\"rows\":[" + Served.ROW + "," + MARS + "],\"reasons\":1}");
      assertThat(answer.statusCode()).isEqualTo(400);
      JsonNode problem = Served.json(answer).at("/problems/0");
      assertThat(problem.get("row").asInt()).isEqualTo(2);
      assertThat(problem.get("column").asText()).isEqualTo("region");
      assertThat(problem.get("message").asText())
          .isEqualTo(
              "'mars' is not among the categories of the training rows:"
                  + " east, north, south, west, Île-de-France.");
      assertThat(served.get("/metrics").body())
          .contains("unseen_category_total{feature=\"region\",model=\"subscribers\"} 1.0");
      assertThat(served.post(PREDICT, "{\"row\":" + Served.ROW + "}").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void are_answered_by_a_champion_that_takes_them_whatever_its_challenger_thinks_of_them() {
    Map<String, String> shadow =
        Map.of("challenger.model", "by the test", "challenger.mode", "shadow");
    try (Served served = Served.start(Served.modelPackage(1), strict, shadow)) {
      assertThat(served.post(PREDICT, "{\"row\":" + MARS + "}").statusCode()).isEqualTo(200);
      assertThat(Served.json(served.get("/v1/experiment")).get("challenger_problem").asText())
          .isEqualTo(
              "It does not take part: The challenger refuses categories that the champion takes:"
                  + " region.");
    }
  }
}
