package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotSwapTest {
  private static final Map<String, String> WATCHED = Map.of("watch.every", "100ms");

  @TempDir Path folder;

  /** A link can be made to lead elsewhere in one step. */
  private Path linkTo(Path modelPackage) throws IOException {
    Path next = folder.resolve("next");
    Files.createSymbolicLink(next, modelPackage);
    return Files.move(next, folder.resolve("model"), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void no_request_fails_while_the_model_changes_again_and_again() throws Exception {
    try (Served served = Served.start(linkTo(Served.modelPackage(1)), WATCHED);
        Load load = new Load(served, 4)) {
      for (int swap = 0; swap < 6; swap++) {
        load.awaitMore(20);
        linkTo(Served.modelPackage(swap % 2 == 0 ? 2 : 1));
        served.server().watcher().check();
      }
      load.awaitMore(20);
      load.end();
      assertThat(load.failures()).isEmpty();
      assertThat(load.versions()).hasSize(2);
      assertThat(served.get("/metrics").body())
          .contains("millrace_model_swaps_total{outcome=\"swapped\",role=\"champion\"} 6.0");
    }
  }

  @Test
  void a_broken_package_is_refused_and_said_so_everywhere_while_the_old_one_answers()
      throws Exception {
    try (Served served = Served.start(linkTo(Served.modelPackage(1)), Map.of())) {
      String before = served.get("/ready").body();
      Path broken = Served.copyOf(Served.modelPackage(2), folder.resolve("copy"));
      Files.writeString(broken.resolve("calibration.json"), "{}");
      linkTo(broken);
      for (int looks = 0; looks < 3; looks++) { // it may be one that is just being copied
        served.server().watcher().check();
      }

      JsonNode ready = Served.json(served.get("/ready"));
      assertThat(ready.at("/last_swap/outcome").asText()).isEqualTo("refused");
      assertThat(ready.at("/last_swap/reason").asText())
          .contains("calibration.json")
          .doesNotContain(folder.toString());
      assertThat(before).contains(ready.get("version").asText());
      assertThat(served.get("/metrics").body())
          .contains("millrace_model_swaps_total{outcome=\"refused\",role=\"champion\"} 1.0");
      assertThat(
              served
                  .post("/v1/models/subscribers/predict", "{\"row\":" + Served.ROW + "}")
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void a_rollback_brings_the_version_before_back_and_the_watcher_leaves_it_so() throws Exception {
    try (Served served = Served.start(linkTo(Served.modelPackage(1)), Map.of())) {
      String first = version(served);
      assertThat(served.post("/v1/models/subscribers/rollback", "").statusCode()).isEqualTo(409);
      linkTo(Served.modelPackage(2));
      served.server().watcher().check();
      assertThat(version(served)).isNotEqualTo(first);

      JsonNode answer = Served.json(served.post("/v1/models/subscribers/rollback", ""));

      assertThat(answer.get("version").asText()).isEqualTo(first);
      served.server().watcher().check();
      assertThat(version(served)).isEqualTo(first);
      assertThat(Served.json(served.get("/v1/status")).at("/last_swap/outcome").asText())
          .isEqualTo("rolled_back");
    }
  }

  @Test
  void what_a_model_counted_is_counted_once_also_when_it_comes_back() throws Exception {
    try (Served served = Served.start(linkTo(Served.modelPackage(1)), Map.of())) {
      String row = "{\"row\":" + Served.ROW.replace("south", "mars") + "}";
      String counter = "unseen_category_total{feature=\"region\",model=\"subscribers\"} ";
      served.post("/v1/models/subscribers/predict", row);
      assertThat(served.get("/metrics").body()).contains(counter + "1.0");
      served.post("/v1/models/subscribers/predict", row);
      linkTo(Served.modelPackage(2));
      served.server().watcher().check();
      assertThat(served.get("/metrics").body()).contains(counter + "2.0");
      served.server().watcher().rollBack();
      assertThat(served.get("/metrics").body()).contains(counter + "2.0");
    }
  }

  private static String version(Served served) {
    return Served.json(served.get("/ready")).get("version").asText();
  }
}
