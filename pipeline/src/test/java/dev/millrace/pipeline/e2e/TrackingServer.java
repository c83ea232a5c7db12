package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.contract.support.Progress;
import dev.millrace.mlflow.server.MlflowServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/**
 * A real MLflow server, asked by its REST API alone. Where there can be none the test is skipped,
 * saying why; under CI it fails.
 */
final class TrackingServer implements AutoCloseable {
  private static final String API = "/api/2.0/mlflow/";

  private final MlflowServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private TrackingServer(MlflowServer server) {
    this.server = server;
  }

  static TrackingServer start(Path folder) {
    Path python = Path.of(System.getProperty("millrace.mlflow.python", "../mlflow/target/python"));
    try {
      return new TrackingServer(MlflowServer.start(folder, 0, python, Progress.silent()));
    } catch (MillraceException e) {
      if (e.code() != ErrorCode.TOOL_MISSING) {
        throw e;
      }
      String reason = "no MLflow server: " + e.getMessage();
      if ("true".equals(System.getenv("CI"))) {
        fail(reason);
      }
      System.err.println("skipped: " + reason);
      return Assumptions.abort(reason);
    }
  }

  String uri() {
    return server.uri();
  }

  /** The runs of an experiment, the newest first; children among them. */
  List<JsonNode> runs(String experiment) {
    String id =
        get("experiments/get-by-name?experiment_name=" + experiment)
            .at("/experiment/experiment_id")
            .asText();
    Map<String, Object> body =
        Map.of("experiment_ids", List.of(id), "order_by", List.of("attributes.start_time DESC"));
    return list(post("runs/search", body).path("runs"));
  }

  List<JsonNode> history(JsonNode run, String metric) {
    return list(
        get("metrics/get-history?run_id=" + id(run) + "&metric_key=" + metric).path("metrics"));
  }

  List<String> artifacts(JsonNode run) {
    return list(get("artifacts/list?run_id=" + id(run)).path("files")).stream()
        .map(file -> file.path("path").asText())
        .sorted()
        .toList();
  }

  JsonNode loggedModel(String id) {
    return get("logged-models/" + id).path("model");
  }

  static String id(JsonNode run) {
    return run.at("/info/run_id").asText();
  }

  static Map<String, String> pairs(JsonNode list) {
    Map<String, String> pairs = new TreeMap<>();
    list.forEach(pair -> pairs.put(pair.path("key").asText(), pair.path("value").asText()));
    return pairs;
  }

  static List<JsonNode> list(JsonNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return list;
  }

  private JsonNode get(String path) {
    return send(HttpRequest.newBuilder(URI.create(uri() + API + path)).GET().build());
  }

  private JsonNode post(String path, Object body) {
    return send(
        HttpRequest.newBuilder(URI.create(uri() + API + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.line(body)))
            .build());
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(request.uri() + ": " + response.body());
      }
      return Json.mapper().readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
