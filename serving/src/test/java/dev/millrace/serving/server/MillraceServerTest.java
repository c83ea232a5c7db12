package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MillraceServerTest {
  @Test
  void a_row_is_scored_over_every_protocol() throws Exception {
    try (Served served = Served.start(Served.modelPackage(1), Map.of())) {
      for (String path :
          java.util.List.of(
              "/live",
              "/ready",
              "/ping",
              "/health",
              "/version",
              "/v2",
              "/v2/health/ready",
              "/v2/models/subscribers",
              "/v1/models",
              "/v1/status",
              "/v1/experiment",
              "/openapi.json",
              "/v1/models/subscribers",
              "/v2/models/subscribers/stats",
              "/nothing",
              "/metrics")) {
        var r = served.get(path);
        System.out.println(
            path
                + " -> "
                + r.statusCode()
                + " "
                + r.headers().map()
                + "\n"
                + r.body().substring(0, Math.min(900, r.body().length())));
      }
      var r =
          served.post(
              "/v1/models/subscribers/predict",
              "{\"row\":" + Served.ROW + ",\"reasons\":3}",
              "Millrace-Trace",
              "1",
              "x-request-id",
              "abc");
      System.out.println(r.statusCode() + " " + r.headers().map() + "\n" + r.body());
      r = served.post("/invocations", "{\"dataframe_records\":[" + Served.ROW + "]}");
      System.out.println(r.statusCode() + " " + r.headers().map() + "\n" + r.body());
      r = served.post("/v1/models/subscribers/predict", "{\"row\":{\"tenure\":-3,\"foo\":1}}");
      System.out.println(r.statusCode() + " " + r.headers().map() + "\n" + r.body());
      r = served.post("/v1/models/other/predict", "{\"row\":{\"tenure\":-3,\"foo\":1}}");
      System.out.println(r.statusCode() + " " + r.headers().map() + "\n" + r.body());
      r = served.post("/v1/status", "{}");
      System.out.println(r.statusCode() + " " + r.headers().map() + "\n" + r.body());
      assertThat(r.statusCode()).isEqualTo(405);
    }
  }
}
