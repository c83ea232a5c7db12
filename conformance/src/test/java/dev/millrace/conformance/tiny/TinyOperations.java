package dev.millrace.conformance.tiny;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.server.Json;
import java.util.List;

/** What operators and people ask. */
final class TinyOperations {
  private static final String METRICS =
      """
      # HELP millrace_inference_requests_total Predict requests answered
      # TYPE millrace_inference_requests_total counter
      millrace_inference_requests_total{model="tiny",protocol="v1",code="200"} %d
      # HELP millrace_inference_request_duration_seconds How long they took
      # TYPE millrace_inference_request_duration_seconds histogram
      millrace_inference_request_duration_seconds_bucket{model="tiny",le="0.001"} 3
      millrace_inference_request_duration_seconds_bucket{model="tiny",le="+Inf"} 4
      millrace_inference_request_duration_seconds_sum{model="tiny"} 0.5
      millrace_inference_request_duration_seconds_count{model="tiny"} 4
      # HELP millrace_model_info 1 for each model that is loaded
      # TYPE millrace_model_info gauge
      millrace_model_info{model="tiny",alias="say \\"hello\\"\\n"} 1
      """;
  private static final String PAGE = "<!doctype html>\n<title>tiny</title>\n";

  private TinyOperations() {}

  static Say metrics(int answered) {
    String type = "text/plain; version=0.0.4; charset=utf-8";
    return Say.of(200, type, METRICS.formatted(answered));
  }

  static Say page() {
    return Say.of(200, "text/html; charset=utf-8", PAGE)
        .with("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
        .with("Referrer-Policy", "no-referrer");
  }

  static Say document() {
    ObjectNode json = Json.object().put("openapi", "3.1.0");
    json.putObject("info").put("title", "tiny").put("version", "1");
    ObjectNode paths = json.putObject("paths");
    for (String path : List.of("/ping", "/live", "/ready", "/metrics")) {
      paths.putObject(path).putObject("get");
    }
    for (String path :
        List.of("/invocations", "/v1/models/tiny/predict", "/v2/models/tiny/infer")) {
      paths.putObject(path).putObject("post").put("$ref", "#/components/row");
    }
    json.putObject("components").putObject("row");
    return Say.json(200, json);
  }
}
