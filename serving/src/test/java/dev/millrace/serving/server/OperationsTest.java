package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsTest {
  private static final String PREDICT = "/v1/models/subscribers/predict";

  @TempDir Path folder;

  @Test
  void a_server_that_stops_answers_until_its_clients_have_noticed() throws Exception {
    Served served = Served.start(Served.modelPackage(1), Map.of("drain", "20s"));
    try (Load load = new Load(served, 2)) {
      load.awaitMore(20);
      CompletableFuture<Integer> left =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return served.server().drain();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      load.awaitMore(20);
      try (Wire wire = new Wire(served.server().port())) {
        String answer = wire.send("GET /ready HTTP/1.1\r\nHost: x\r\n\r\n").readAll();
        assertThat(answer.toLowerCase(Locale.ROOT))
            .startsWith("http/1.1 503")
            .contains("\"status\":\"draining\"", "connection: close");
      }
      load.end();
      assertThat(load.failures()).isEmpty();
      assertThat(left.get()).isZero();
    }
  }

  @Test
  void each_request_leaves_a_line_of_json_also_in_a_file_that_was_moved_away() throws Exception {
    Path log = folder.resolve("access.jsonl");
    try (Served served =
        Served.start(Served.modelPackage(1), Map.of("access_log", log.toString()))) {
      served.post(PREDICT, "{\"row\":" + Served.ROW + "}");
      await(log, 1);
      Files.move(log, folder.resolve("old.jsonl"));
      Thread.sleep(1100); // it looks once a second
      served.get("/nothing%22here");
      await(log, 1);
    }
    assertThat(Files.readString(folder.resolve("old.jsonl")))
        .contains("\"path\":\"" + PREDICT + "\"", "\"status\":200", "\"remark\":\"E");
    assertThat(Files.readString(log)).contains("\"status\":404");
  }

  private static void await(Path log, int lines) throws Exception {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (System.nanoTime() < deadline) {
      if (Files.exists(log) && Files.readAllLines(log).size() >= lines) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no line in " + log);
  }

  @Test
  void only_who_has_the_role_may() {
    try (Served served =
        Served.start(
            Served.modelPackage(1),
            """
            auth:
              keys:
                - {name: crm, key: "${CRM}", roles: [predict]}
                - {name: on-call, key: "${ON_CALL}", roles: [operate]}
            """,
            Map.of("CRM", "a-key-for-the-crm-system", "ON_CALL", "a-key-for-people-on-call"))) {
      HttpResponse<String> nobody = served.post(PREDICT, "{\"row\":" + Served.ROW + "}");
      assertThat(nobody.statusCode()).isEqualTo(401);
      assertThat(nobody.headers().map()).containsKey("www-authenticate");
      assertThat(status(served, PREDICT, "x-api-key", "a-key-for-the-crm-system")).isEqualTo(200);
      String rollback = "/v1/models/subscribers/rollback";
      assertThat(status(served, rollback, "x-api-key", "a-key-for-the-crm-system")).isEqualTo(403);
      assertThat(status(served, rollback, "authorization", "Bearer a-key-for-people-on-call"))
          .isEqualTo(409);
      assertThat(served.get("/ready").statusCode()).isEqualTo(200);
      assertThat(served.get("/v1/status").statusCode()).isEqualTo(401);
    }
  }

  private static int status(Served served, String path, String header, String value) {
    return served.post(path, "{\"row\":" + Served.ROW + "}", header, value).statusCode();
  }

  @Test
  void pages_of_other_origins_may_ask_only_where_they_are_named() {
    try (Served served =
        Served.start(Served.modelPackage(1), Map.of("cors.origins", "https://crm.example"))) {
      HttpResponse<String> named =
          served.send(served.request("/live").GET().header("origin", "https://crm.example"));
      HttpResponse<String> other =
          served.send(served.request("/live").GET().header("origin", "https://evil.example"));
      assertThat(named.headers().allValues("access-control-allow-origin"))
          .isEqualTo(List.of("https://crm.example"));
      assertThat(other.headers().map()).doesNotContainKey("access-control-allow-origin");
    }
  }
}
