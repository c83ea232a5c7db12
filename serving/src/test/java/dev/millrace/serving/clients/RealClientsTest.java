package dev.millrace.serving.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.server.Served;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What engineers have already: each of these must work against the server as it is. */
class RealClientsTest {
  private static final Path SCRIPT = Path.of("src", "test", "wrk", "predict.lua").toAbsolutePath();
  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");

  private static Served served;

  @BeforeAll
  static void start() {
    served = Served.start(Served.modelPackage(1), Map.of());
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @Test
  void tritonclient_infers_in_json_and_in_bytes() throws Exception {
    assertThat(Python.withClients().run("triton_client.py", served.base()))
        .endsWith("tritonclient: ok\n");
  }

  @Test
  void requests_speaks_v2_on_one_connection() throws Exception {
    assertThat(Python.withClients().run("v2_requests.py", served.base()))
        .endsWith("requests: ok\n");
  }

  @Test
  void mlflows_client_scores_data_frames() throws Exception {
    assertThat(Python.withMlflow().run("mlflow_client.py", served.base())).endsWith("mlflow: ok\n");
  }

  @Test
  void prometheus_own_tool_finds_nothing_wrong_with_the_metrics() throws Exception {
    Path promtool = Tool.find("promtool", "install Debian's package prometheus");
    predict();

    String metrics = served.get("/metrics").body();

    assertThat(metrics).contains("millrace_inference_requests_total{");
    assertThat(Tool.run(List.of(promtool.toString(), "check", "metrics"), metrics, Map.of()))
        .isEmpty();
  }

  @Test
  void wrk_gets_nothing_but_predictions() throws Exception {
    Path wrk = Tool.find("wrk", "install Debian's package wrk");
    predict();

    String url = served.base().resolve("/v1/models/subscribers/predict").toString();
    String said =
        Tool.run(
            List.of(wrk.toString(), "-t1", "-c8", "-d1s", "-s", SCRIPT.toString(), url),
            "",
            Map.of("BODY", "{\"row\":" + Served.ROW + "}"));

    assertThat(said).doesNotContain("Non-2xx").doesNotContain("Socket errors");
    Matcher requests = REQUESTS.matcher(said);
    assertThat(requests.find()).as(said).isTrue();
    assertThat(Integer.parseInt(requests.group(1))).isGreaterThan(100);
  }

  private static void predict() throws IOException {
    String path = "/v1/models/subscribers/predict";
    assertThat(served.post(path, "{\"row\":" + Served.ROW + "}").statusCode()).isEqualTo(200);
  }
}
